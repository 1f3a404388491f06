/** Which rules run, and with what options; a made-up rule of the larger presets stands for those to come. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfigFile } from '../workspace/config-file.ts';
import { rulesNamedIn } from '../workspace/rule-sets.ts';
import { Workspace } from '../workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../workspace/world-config.ts';
import { ruleProblems } from './config-problems.ts';
import { defineRule } from './define-rule.ts';
import { ruleEnvironment } from './environment.ts';
import { mismatch, optionValues, typeWords } from './rule-options.ts';

const common = {
  title: 'There is an object',
  severity: 'info',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'document',
  equivalents: [],
  docs: { why: 'It is there.', fix: 'Nothing.' },
} as const;

const noOwner = defineRule({
  ...common,
  id: 'object/no-owner',
  preset: 'strict',
  options: {
    greeting: { default: 'hello', description: 'What to say.' },
    times: { default: 1, minimum: 1, maximum: 3, description: 'How often.' },
  },
  messages: { said: ({ text }: { text: string }) => text },
  check(ctx) {
    const { greeting, times } = ctx.options;
    ctx.report({ message: 'said', at: 'kind', data: { text: greeting.repeat(times) } });
  },
});
const offUpstream = defineRule({
  ...common,
  id: 'object/off-upstream',
  preset: 'all',
  messages: { said: ({ text }: { text: string }) => text },
  check: (ctx) => ctx.report({ message: 'said', at: 'kind', data: { text: 'said' } }),
});

const SIDECAR = 'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: a }\n';

function found(config: Partial<WorldConfig>, text = SIDECAR): readonly string[] {
  const environment = ruleEnvironment(
    (check, _slot, error) => {
      throw new Error(check.id, { cause: error });
    },
    [noOwner, offUpstream],
  );
  const rules = new Set([noOwner.id, offUpstream.id]);
  const suppressible = { ...environment.suppressible, rules };
  const workspace = new Workspace(
    { ...environment, suppressible },
    {
      worldsOf: () => [{ id: 'a', name: 'a', config: { ...DEFAULT_WORLD_CONFIG, ...config } }],
      severity: () => undefined,
    },
  );
  const snapshot = workspace.apply([{ uri: '/a.yaml', text }]);
  for (const _ of snapshot.analyze());
  return snapshot.findings('/a.yaml').map(({ rule, message }) => `${rule} ${message}`);
}

describe('presets', () => {
  it('hold those below them, and the default is the smallest', () => {
    assert.deepEqual(found({}), []);
    assert.deepEqual(found({ preset: 'strict' }), ['object/no-owner hello']);
    assert.deepEqual(found({ preset: 'all' }), ['object/no-owner hello', 'object/off-upstream said']);
  });

  it('leave a rule in that has a severity of its own, or was asked for', () => {
    const namedRules = rulesNamedIn(
      new Map([
        ['object/off-upstream', 'hint'],
        ['object/no-owner', 'off'],
      ]),
    );
    assert.deepEqual(found({ namedRules }), ['object/off-upstream said']);
  });

  it('never call the suppression of a rule that does not run unused', () => {
    const text = `# meshwright-ignore object/off-upstream\n${SIDECAR}`;
    assert.deepEqual(found({}, text), []);
    assert.deepEqual(found({ preset: 'all' }, text), ['object/no-owner hello']);
    const unneeded = text.replace('Sidecar', 'Gateway');
    assert.deepEqual(found({}, unneeded), []);
    assert.match(found({ preset: 'all' }, unneeded)[0] ?? '', /^suppression\/unused /);
  });
});

describe('options', () => {
  it('are read by the rule, and a value that does not fit leaves the default', () => {
    const ruleOptions = { 'object/no-owner': { greeting: 'ho', times: 2 } };
    assert.deepEqual(found({ preset: 'strict', ruleOptions }), ['object/no-owner hoho']);
    const wrong = { 'object/no-owner': { greeting: 7, times: 9 } };
    assert.deepEqual(found({ preset: 'strict', ruleOptions: wrong }), ['object/no-owner hello']);
  });

  it('are of the type of their default', () => {
    const list = { default: [], description: '' };
    assert.equal(mismatch(list, ['a']), undefined);
    assert.equal(mismatch(list, ['a', 1]), 'must be a list of strings');
    const choice = { default: 'a', values: ['a', 'b'], description: '' };
    assert.equal(mismatch(choice, 'b'), undefined);
    assert.equal(mismatch(choice, 'c'), 'must be one of a, b');
    assert.equal(mismatch({ default: false, description: '' }, 'no'), 'must be true or false');
    assert.equal(mismatch({ default: 2, minimum: 1, description: '' }, 0.5), 'must be a whole number from 1');
    assert.equal(typeWords(choice), '`a`, `b`');
    assert.deepEqual(optionValues({ list }, { list: ['a'], other: 1 }), { list: ['a'] });
  });

  it('of a world are laid over those of the file', () => {
    const { config, problems } = readConfigFile({
      options: { 'a/b': { x: 1, y: 1 }, 'a/c': { x: 1 } },
      worlds: [{ name: 'prod', files: ['prod'], options: { 'a/b': { y: 2 } } }],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(config.worlds[0]?.file.world.ruleOptions, { 'a/b': { x: 1, y: 2 }, 'a/c': { x: 1 } });
  });
});

describe('meshwright.json', () => {
  it('is told of rules and options that there are not, once', () => {
    const { config } = readConfigFile({
      severities: { 'schema/unknown-fild': 'off' },
      options: { 'annotation/unknown': { known: 'a', unknwon: 1 }, 'yaml/syntax': {}, 'no/rule': {} },
      worlds: [{ name: 'prod', files: ['prod'], severities: { 'no/such': 'off' } }],
    });
    assert.deepEqual(
      ruleProblems(config).map(({ text, path }) => `${path}: ${text}`),
      [
        'severities["schema/unknown-fild"]: There is no rule "schema/unknown-fild"; did you mean "schema/unknown-field"?',
        'options["annotation/unknown"].known: "options": "known" of rule "annotation/unknown" must be a list of strings',
        'options["annotation/unknown"].unknwon: "options": "unknwon" of rule "annotation/unknown" is unknown',
        'options["yaml/syntax"]: "options": rule "yaml/syntax" has none',
        'options["no/rule"]: There is no rule "no/rule"; `meshwright rules` lists all',
        'worlds[0].severities["no/such"]: There is no rule "no/such"; `meshwright rules` lists all',
      ],
    );
  });
});
