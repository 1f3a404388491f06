/** No fixture: whether a branch is taken shows in which world an object stands. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findActions } from './actions.ts';
import { findBlocks } from './blocks.ts';
import { isTaken } from './condition.ts';
import { dependenciesOf, isSwitchedOn, mergeValues, setValue, valuesOfInner } from './values.ts';

const VALUES = {
  on: true,
  off: false,
  none: null,
  name: 'web',
  count: 0,
  hosts: ['a'],
  empty: [],
  gateway: { enabled: true, class: 'istio', port: 80 },
};

/** Of each branch of the first block. */
function taken(text: string): string {
  const { branches } = findBlocks(findActions(text).actions);
  const [first] = branches;
  return branches
    .filter(({ block }) => block === first?.block)
    .map(
      (branch) => ({ true: 'yes', false: 'no', undefined: '?' })[`${isTaken(branch, VALUES) ?? 'undefined'}`],
    )
    .join(' ');
}

describe('branches of templates', () => {
  const cases: readonly (readonly [condition: string, expected: string])[] = [
    ['if .Values.on', 'yes no'],
    ['if $.Values.off', 'no yes'],
    ['if .Values.gone', 'no yes'],
    ['if .Values.none', 'no yes'],
    ['if .Values.gone.deeper', '? ?'],
    ['if .Values.name.deeper', '? ?'],
    ['if .Values.gateway.enabled', 'yes no'],
    ['if not .Values.on', 'no yes'],
    ['if and .Values.on .Values.off', 'no yes'],
    ['if and .Release.IsInstall .Values.off', 'no yes'],
    ['if and .Release.IsInstall .Values.on', '? ?'],
    ['if or .Release.IsInstall .Values.on', 'yes no'],
    ['if or .Values.off (and .Values.on (not .Values.off))', 'yes no'],
    ['if eq .Values.gateway.class "istio"', 'yes no'],
    ['if eq .Values.gateway.class "nginx" "istio"', 'yes no'],
    ['if eq .Values.gateway.class "is\\tio"', 'no yes'],
    ['if eq .Values.name `web`', 'yes no'],
    ['if ne .Values.gateway.port 80', 'no yes'],
    ['if eq .Values.name 3', '? ?'],
    ['if .Values.gone | default true', 'yes no'],
    ['if .Values.off | default .Values.name | empty', 'no yes'],
    ['if (.Values.gateway).enabled', '? ?'],
    ['if .Values.count', 'no yes'],
    ['if lookup "v1" "Secret" "a" "b"', '? ?'],
    ['if include "x" .', '? ?'],
    ['if $enabled', '? ?'],
    ['with .Values.gateway', 'yes no'],
    ['range .Values.hosts', 'yes no'],
    ['range $i, $host := .Values.empty', 'no yes'],
    ['range .Values.gateway.port', '? ?'],
    ['if .Values.on)', '? ?'],
    ['if', '? ?'],
    ['define "a"', '?'],
  ];
  for (const [condition, expected] of cases) {
    it(`\`${condition}\``, () => {
      const isDefinition = condition.startsWith('define');
      assert.equal(
        taken(`{{ ${condition} }}a: 1{{ ${isDefinition ? 'end' : 'else }}b: 1{{ end'} }}`),
        expected,
      );
    });
  }

  it('in a chain: the first that holds', () => {
    assert.equal(taken('{{if .Values.off}}a{{else if .Values.on}}b{{else}}c{{end}}'), 'no yes no');
    assert.equal(taken('{{if .Values.on}}a{{else if .x}}b{{else}}c{{end}}'), 'yes no no');
    assert.equal(taken('{{if .x}}a{{else if .Values.on}}b{{else}}c{{end}}'), '? ? no');
    assert.equal(taken('{{if .Values.off}}a{{else if .Values.gone}}b{{else}}c{{end}}'), 'no no yes');
  });

  it('where the dot is another', () => {
    const inner = (text: string) => {
      const { branches } = findBlocks(findActions(text).actions);
      const last = branches.at(-1);
      return last && isTaken(last, VALUES);
    };
    assert.equal(inner('{{with .Values.gateway}}{{if .Values.off}}a{{end}}{{end}}'), undefined);
    assert.equal(inner('{{with .Values.gateway}}{{if $.Values.off}}a{{end}}{{end}}'), false);
    assert.equal(inner('{{with .Values.gone}}{{else}}{{if .Values.off}}a{{end}}{{end}}'), false);
  });
});

describe('values', () => {
  it('merge as maps, and null takes a key away', () => {
    assert.deepEqual(mergeValues({ a: { b: 1, c: 2 }, d: [1], e: 1 }, { a: { b: null, f: 3 }, d: [2] }), {
      a: { c: 2, f: 3 },
      d: [2],
      e: 1,
    });
  });

  it('of parameters are read as `--set` reads them', () => {
    assert.deepEqual(setValue('a.b', 'true'), { a: { b: true } });
    assert.deepEqual(setValue('a', '012'), { a: '012' });
    assert.equal(setValue('a[0].b', 'x'), undefined);
    assert.equal(setValue('a', '{1,2}'), undefined);
  });

  it('of a chart in a chart are its own below those that the outer one has for it, and what is global', () => {
    assert.deepEqual(valuesOfInner({ a: 1, b: 1 }, { sub: { b: 2 }, global: { x: 1 }, c: 3 }, 'sub'), {
      a: 1,
      b: 2,
      global: { x: 1 },
    });
  });

  it('switch charts on and off', () => {
    const [one] = dependenciesOf({
      dependencies: [{ name: 'a', condition: 'x.on, a.enabled', tags: ['t', 'u'] }],
    });
    assert.ok(one !== undefined);
    assert.equal(isSwitchedOn(one, {}), true);
    assert.equal(isSwitchedOn(one, { a: { enabled: false }, tags: { t: true } }), false);
    assert.equal(isSwitchedOn(one, { x: { on: true }, a: { enabled: false } }), true);
    assert.equal(isSwitchedOn(one, { tags: { t: false } }), false);
    assert.equal(isSwitchedOn(one, { tags: { t: false, u: true } }), true);
  });
});
