import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isHttpProtocol,
  isPort,
  isPortName,
  isTcpProtocol,
  isTlsProtocol,
  PROTOCOLS,
  parseProtocol,
  protocolOfServicePort,
  type ServicePort,
} from './port.ts';

describe('ports', () => {
  it('are integers from 1 to 65535', () => {
    for (const port of [1, 80, 65535]) assert.ok(isPort(port));
    for (const port of [0, -1, 65536, 80.5, Number.NaN, Number.POSITIVE_INFINITY]) assert.ok(!isPort(port));
  });
  it('are named by labels', () => {
    assert.ok(isPortName('http-web'));
    assert.ok(!isPortName('http_web'));
    assert.ok(!isPortName(''));
  });
});

describe('protocols', () => {
  it('are read without regard to case', () => {
    for (const name of PROTOCOLS) assert.equal(parseProtocol(name.toUpperCase()), name);
    for (const name of ['', 'hbone', 'http3', 'http ', 'thrift', 'constructor']) {
      assert.equal(parseProtocol(name), undefined, name);
    }
  });
  it('have classes; https and tls are two of them, udp none', () => {
    assert.deepEqual(PROTOCOLS.filter(isHttpProtocol), ['grpc', 'grpc-web', 'http', 'http_proxy', 'http2']);
    assert.deepEqual(PROTOCOLS.filter(isTlsProtocol), ['https', 'tls']);
    assert.deepEqual(PROTOCOLS.filter(isTcpProtocol), ['tcp', 'https', 'tls', 'mongo', 'redis', 'mysql']);
  });
});

describe('the protocol of a Service port', () => {
  const rows: readonly (readonly [ServicePort, string | undefined])[] = [
    [{ name: 'http' }, 'http'],
    [{ name: 'http-web' }, 'http'],
    [{ name: 'HTTP-web' }, 'http'],
    [{ name: 'http2-web' }, 'http2'],
    [{ name: 'grpc-web' }, 'grpc-web'],
    [{ name: 'grpc-web-x' }, 'grpc-web'],
    [{ name: 'grpc-webby' }, 'grpc-web'],
    [{ name: 'grpc-x' }, 'grpc'],
    [{ name: 'httpweb' }, undefined],
    [{ name: 'web' }, undefined],
    [{}, undefined],
    [{ name: 'http', appProtocol: 'tcp' }, 'tcp'],
    [{ name: 'http', appProtocol: 'kubernetes.io/h2c' }, 'http2'],
    [{ name: 'x', appProtocol: 'kubernetes.io/ws' }, 'http'],
    [{ name: 'x', appProtocol: 'kubernetes.io/wss' }, 'https'],
    [{ name: 'http', appProtocol: 'example.com/own' }, undefined],
    [{ name: 'http', protocol: 'UDP' }, 'udp'],
    [{ name: 'mysql' }, 'mysql'],
    [{ name: 'db', number: 3306 }, 'tcp'],
    [{ name: 'http-db', number: 3306 }, 'http'],
    [{ name: 'db', number: 5432 }, undefined],
  ];
  for (const [port, expected] of rows) {
    it(`${JSON.stringify(port)} is ${expected ?? 'sniffed'}`, () => {
      assert.equal(protocolOfServicePort(port), expected);
    });
  }
});
