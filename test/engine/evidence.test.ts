/** Evidence that is statistics is derived: an edit that changes no answer runs no rule of another object. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';

/** Not `shop`: nobody makes the namespace, so that only what is named in it tells that the files hold it. */
const PLACE = 'stock';

function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${PLACE} }
spec: { ports: [{ name: http, port: 80 }] }
`;
}

function route(name: string, target: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: callers }
spec:
  hosts: [${name}.example]
  http: [{ route: [{ destination: { host: ${target}.${PLACE}.svc.cluster.local } }] }]
`;
}

const NAMES = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'ivory'];
const ASKER = 'file:///asker/route.yaml';

/** A repository of two units, with the objects that a rule about missing hosts has run on since it was asked last. */
function repository() {
  const ran: string[] = [];
  const environment = ruleEnvironment((part, _at, error) => {
    throw new Error(part.id, { cause: error });
  });
  const checks = environment.checks.map((check) =>
    check.id === 'virtual-service/host-not-found'
      ? {
          ...check,
          run: (...args: Parameters<typeof check.run>) => {
            ran.push(args[0].name);
            check.run(...args);
          },
        }
      : check,
  );
  const workspace = new Workspace(
    { ...environment, checks },
    {
      worldsOf: (uri) => {
        const id = uri.split('/')[3] ?? '';
        return [{ id, name: id, config: DEFAULT_WORLD_CONFIG, repository: 'all' }];
      },
      severity: () => undefined,
    },
  );
  const write = (files: Readonly<Record<string, string | undefined>>) => {
    const { snapshot } = {
      snapshot: workspace.apply(Object.entries(files).map(([uri, text]) => ({ uri, text }))),
    };
    for (const _ of snapshot.analyze());
    return ran.splice(0).sort();
  };
  const severity = () =>
    workspace.snapshot.findings(ASKER).find(({ rule }) => rule === 'virtual-service/host-not-found')
      ?.severity;
  write(
    Object.fromEntries([
      ...NAMES.map((name) => [`file:///things/${name}.yaml`, service(name)]),
      ...NAMES.map((name) => [`file:///things/to-${name}.yaml`, route(`to-${name}`, name)]),
      [ASKER, route('asker', 'zz-missing-thing')],
    ]),
  );
  return { write, severity };
}

describe('a place of which the files hold what is named in it', () => {
  it('is no other place for one more name that is there: only the new object is looked at', () => {
    const { write, severity } = repository();
    assert.equal(severity(), 'warning');
    assert.deepEqual(write({ 'file:///things/more.yaml': route('more', 'amber') }), ['more']);
    assert.equal(severity(), 'warning');
    assert.deepEqual(write({ 'file:///things/more.yaml': undefined }), []);
  });

  it('is told to who has asked when it no longer is', () => {
    const { write, severity } = repository();
    const ran = write({ 'file:///things/to-heron.yaml': route('to-heron', 'yy-gone') });
    assert.ok(ran.includes('asker'), ran.join());
    assert.equal(severity(), 'hint');
  });
});
