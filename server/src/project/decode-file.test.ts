import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { decodeFile, type FileContent } from './decode-file.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const decode = (bytes: Uint8Array, size?: number) => decodeFile(bytes, decoder, size);

function codeOf(content: FileContent): string | undefined {
  return 'problem' in content ? content.problem.code : undefined;
}

describe('decodeFile', () => {
  it('gives the text of UTF-8, without a byte order mark', () => {
    assert.deepEqual(decode(Buffer.from('a: "über 🙂"\n')), { text: 'a: "über 🙂"\n' });
    assert.deepEqual(decode(Buffer.from('\ufeffa: b\n')), { text: 'a: b\n' });
    assert.deepEqual(decode(new Uint8Array(0)), { text: '' });
  });

  it('refuses other encodings', () => {
    assert.equal(codeOf(decode(Buffer.from('name: M\xfcller', 'latin1'))), 'not-utf8');
    assert.equal(codeOf(decode(Buffer.from('\ufeffname: x', 'utf16le'))), 'not-utf8');
  });

  it('refuses bytes that no text has', () => {
    assert.equal(codeOf(decode(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1))), 'binary');
  });

  it('refuses a file by its size without its bytes', () => {
    const content = decode(Buffer.from('a: b'), MAX_FILE_BYTES + 1);
    assert.deepEqual('problem' in content && content.problem.data, {
      size: MAX_FILE_BYTES + 1,
      limit: MAX_FILE_BYTES,
    });
  });

  it('says whether one of our groups stands in what it refuses', () => {
    const ours = decode(Buffer.from('\ufeffapiVersion: networking.istio.io/v1', 'utf16le'));
    assert.ok('problem' in ours && ours.mentionsOurs);
    const foreign = decode(Buffer.from('\ufeffapiVersion: apps/v1', 'utf16le'));
    assert.ok('problem' in foreign && !foreign.mentionsOurs);
  });
});
