import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathGlobCovers } from './path-glob.ts';

describe('path globs', () => {
  for (const [glob, path] of [
    ['prod', 'prod/a.yaml'],
    ['./prod/', 'prod/deep/a.yaml'],
    ['prod/**', 'prod/deep/a.yaml'],
    ['**/prod', 'clusters/east/prod/a.yaml'],
    ['**/prod', 'prod/a.yaml'],
    ['envs/*/mesh', 'envs/eu/mesh/a.yaml'],
    ['prod-*.yaml', 'prod-eu.yaml'],
    ['**/*.yaml', 'a.yaml'],
    ['**', 'any/a.yaml'],
    ['.', 'any/a.yaml'],
  ] as const) {
    it(`"${glob}" covers ${path}`, () => assert.equal(pathGlobCovers(glob, path), true));
  }
  for (const [glob, path] of [
    ['prod', 'production/a.yaml'],
    ['prod', 'envs/prod/a.yaml'],
    ['envs/*/mesh', 'envs/eu/west/mesh/a.yaml'],
    ['prod/a.yaml', 'prod'],
    ['PROD', 'prod/a.yaml'],
  ] as const) {
    it(`"${glob}" does not cover ${path}`, () => assert.equal(pathGlobCovers(glob, path), false));
  }
  it('takes no longer for a hostile one', () => {
    assert.equal(pathGlobCovers('**/a/'.repeat(200), 'a/'.repeat(150)), false);
  });
});
