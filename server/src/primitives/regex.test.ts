import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkRe2, compileRe2, type Re2Problem } from './regex.ts';

describe('RE2 expressions', () => {
  for (const good of [
    'a',
    '.*',
    'a*?',
    'a{1000}',
    '(a{100}){10}',
    'a{,5}',
    'a{',
    '{',
    '(?P<n>a)',
    '(?<n>a)',
    '(?i)a',
    '(?i:a)',
    '(?-s)a',
    '(?imsU)a',
    '\\d\\D\\w\\W\\s\\S\\b\\B\\A\\z\\a\\f\\n\\r\\t\\v',
    '\\Qa*\\E',
    '\\pN\\p{Greek}\\P{Greek}\\p{^Lu}',
    '\\x41\\x{10FFFF}',
    '\\0\\123',
    '\\.\\-\\_\\/',
    '[[:alpha:]]',
    '[]a]',
    '[^]a]',
    '[a-]',
    '()',
    '(|a)*',
    '^*',
    '😀+',
    `${'('.repeat(500)}${')'.repeat(500)}`,
    'é'.repeat(512),
  ]) {
    it(`accepts ${good.slice(0, 40)}`, () => assert.ok(checkRe2(good).ok));
  }
  const bad: readonly (readonly [string, Re2Problem, string | undefined])[] = [
    ['', 'empty', undefined],
    ['a'.repeat(1025), 'too-long', undefined],
    ['é'.repeat(513), 'too-long', undefined],
    ['x(?=a)', 'lookaround', '(?='],
    ['x(?!a)', 'lookaround', '(?!'],
    ['x(?<=a)', 'lookaround', '(?<=a)'],
    ['x(?<!a)', 'lookaround', '(?<!a)'],
    ['(a)\\1', 'backreference', '\\1'],
    ['(?<n>a)\\k<n>', 'backreference', '\\k'],
    ['(?>a)', 'unsupported-group', '(?>'],
    ['(?(1)a|b)', 'unsupported-group', '(?('],
    ['(?R)', 'unsupported-group', '(?R'],
    ['(?x)a', 'unsupported-group', '(?x'],
    ['(?#c)', 'unsupported-group', '(?#'],
    ['a++', 'nested-repetition', '++'],
    ['a**', 'nested-repetition', '**'],
    ['a{2}{3}', 'nested-repetition', '{2}{3}'],
    ['*', 'nothing-to-repeat', undefined],
    ['a|*', 'nothing-to-repeat', '*'],
    ['(*)', 'nothing-to-repeat', '*'],
    ['a{1001}', 'bad-repeat-count', '{1001}'],
    ['a{1,1001}', 'bad-repeat-count', '{1,1001}'],
    ['a{2,1}', 'bad-repeat-count', '{2,1}'],
    ['(a{1000}){2}', 'bad-repeat-count', '{2}'],
    ['\\C', 'bad-escape', undefined],
    ['a\\e', 'bad-escape', '\\e'],
    ['a\\h', 'bad-escape', '\\h'],
    ['a\\Z', 'bad-escape', '\\Z'],
    ['a\\G', 'bad-escape', '\\G'],
    ['a\\u0041', 'bad-escape', '\\u'],
    ['a\\cA', 'bad-escape', '\\c'],
    ['a\\K', 'bad-escape', '\\K'],
    ['a\\R', 'bad-escape', '\\R'],
    ['a\\X', 'bad-escape', '\\X'],
    ['a\\', 'trailing-backslash', undefined],
    ['x[z-a]', 'bad-class', 'z-a'],
    ['x\\p{Nonsense}', 'bad-class', '\\p{Nonsense}'],
    ['x[[:nonsense:]]', 'bad-class', '[:nonsense:]'],
    ['x[]', 'unclosed-class', '[]'],
    ['x[a', 'unclosed-class', '[a'],
    ['(a', 'unclosed-group', undefined],
    ['a)', 'unopened-group', undefined],
    ['x(?P<n', 'bad-group-name', '(?P<n'],
    ['(?:(?:a?){1000}){1000}', 'too-complex', undefined],
  ];
  for (const [pattern, problem, fragment] of bad) {
    it(`refuses ${pattern.slice(0, 40)}: ${problem}`, () => {
      const result = checkRe2(pattern);
      assert.ok(!result.ok);
      assert.equal(result.problem, problem);
      if (fragment === undefined) return;
      assert.equal(result.fragment, fragment);
      assert.equal(pattern.slice(result.offset, (result.offset ?? 0) + fragment.length), fragment);
    });
  }
});

describe('what istiod accepts and Envoy does not', () => {
  const matches = (pattern: string, text: string): boolean | string => {
    const compiled = compileRe2(pattern);
    return compiled.ok ? compiled.matchesWhole(text) : compiled.problem;
  };
  const envoyProblems = (pattern: string) => {
    const checked = checkRe2(pattern);
    return checked.ok ? checked.envoyProblems : checked.problem;
  };
  it('is a group name twice', () => {
    assert.deepEqual(envoyProblems('(?P<n>a)(?<n>b)'), ['duplicate-group-name']);
    assert.equal(matches('(?P<n>a)(?<n>b)', 'ab'), true);
    assert.deepEqual(envoyProblems('(?P<n>a)\\(?P<n>b'), []);
    assert.deepEqual(envoyProblems('(?P<n>a)[(?P<n>b]\\Q(?P<n>c)\\E'), []);
    assert.equal(envoyProblems('(?P<n>a)(?P<n>b'), 'unclosed-group');
  });
  it('is a class name in another spelling', () => {
    assert.deepEqual(envoyProblems('\\p{Letter}'), ['unicode-class-name']);
    assert.equal(matches('\\p{letter}\\P{Decimal_Number}[\\p{ASCII}]\\P{ascii}', 'éxaé'), true);
    assert.equal(matches('\\p{greek}', 'α'), true);
    assert.equal(matches('[^\\p{assigned}]', 'a'), false);
    assert.deepEqual(envoyProblems('(?i)\\p{Lu}'), []);
    assert.equal(envoyProblems('\\p{Letter'), 'bad-class');
    assert.equal(envoyProblems('\\p{nonsense}'), 'bad-class');
  });
});

describe('matching', () => {
  it('is of the whole text or somewhere', () => {
    const compiled = compileRe2('a|ab');
    assert.ok(compiled.ok);
    assert.ok(
      compiled.matchesWhole('ab') && !compiled.matchesWhole('abc') && compiled.matchesSomewhere('xabc'),
    );
    assert.ok(!compiled.matchesWhole('') && !compiled.matchesSomewhere('x'));
  });
  it('does not let the dot match a line end', () => {
    const compiled = compileRe2('a.b');
    assert.ok(compiled.ok && compiled.matchesWhole('axb') && !compiled.matchesWhole('a\nb'));
  });
  it('ends on what makes backtracking engines hang', () => {
    for (const pattern of ['(x+x+)+y', '(a?){500}a{500}', '(.*)*(.*)*(.*)*z']) {
      const compiled = compileRe2(pattern);
      assert.ok(compiled.ok);
      assert.ok(!compiled.matchesWhole('x'.repeat(20_000)));
    }
  });
});
