/** What the panel host decides by itself: differences, messages that count, names of places. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item, ToPage } from '../../../webview/shared/messages.ts';
import { patched } from '../../../webview/shared/patched.ts';
import { differenceOf, type Sent, wholeOf } from './difference.ts';
import { readMessage, readState } from './guards.ts';
import { fileName, labelsOf } from './place-table.ts';

const item = (id: string, text = id) => ({ id, text }) as Item;
const sent = (items: readonly Item[], head: unknown = 1, labels: readonly [string, string][] = []): Sent => ({
  revision: 3,
  head,
  items,
  labels: new Map(labels),
});

describe('differences between answers', () => {
  const cases: readonly (readonly [title: string, before: Sent, after: Sent])[] = [
    ['a row changed', sent([item('a'), item('b')]), sent([item('a'), item('b', 'new')])],
    ['a row came between', sent([item('a'), item('b')]), sent([item('a'), item('c'), item('b')])],
    ['a row went, another moved', sent([item('a'), item('b'), item('c')]), sent([item('c'), item('a')])],
    ['the head changed', sent([item('a')], 1), sent([item('a')], { why: 'x' })],
    [
      'lines moved',
      sent([], 1, [
        ['p', 'a:1'],
        ['q', 'a:2'],
      ]),
      sent([], 1, [['p', 'a:2']]),
    ],
    ['everything is new', sent([]), sent([item('x'), item('y')], 2, [['p', 'a:1']])],
  ];
  for (const [title, before, after] of cases) {
    it(`make the second from the first: ${title}`, () => {
      const message = differenceOf(before, after);
      assert.ok(message?.type === 'difference');
      const page = patched({ ...before }, message);
      assert.deepEqual({ ...page, revision: 0 }, { ...after, revision: 0 });
      assert.equal(page.revision, 4);
    });
  }

  it('are none where nothing changed, and hold only what did', () => {
    const before = sent([item('a'), item('b')], { x: 1 }, [['p', 'a:1']]);
    assert.equal(differenceOf(before, sent([item('a'), item('b')], { x: 1 }, [['p', 'a:1']])), undefined);
    const message = differenceOf(before, sent([item('a'), item('b', 'new')], { x: 1 }, [['p', 'a:1']]));
    assert.deepEqual(message, {
      type: 'difference',
      base: 3,
      revision: 4,
      put: [item('b', 'new')],
      gone: [],
      labels: [],
      lostLabels: [],
    } satisfies ToPage);
    assert.equal(wholeOf(before).type, 'data');
  });
});

describe('messages of a page', () => {
  it('are read field by field, and dropped when no page of ours sends them', () => {
    assert.deepEqual(readMessage({ type: 'open', place: 'p', beside: 'yes', evil: 1 }), {
      type: 'open',
      place: 'p',
      beside: false,
      focus: false,
    });
    for (const value of [
      undefined,
      null,
      1,
      'ready',
      {},
      { type: 'command' },
      { type: 'open', place: 3 },
      { type: 'copy' },
    ])
      assert.equal(readMessage(value), undefined, JSON.stringify(value));
    assert.equal(readMessage({ type: 'copy', text: 'x'.repeat(3_000_000) }), undefined);
  });

  it('of another version of the kept state are forgotten', () => {
    const state = {
      version: 1,
      uri: 'file:///a',
      line: 1,
      character: 0,
      isFollowing: true,
      input: 1,
      look: 2,
    };
    assert.deepEqual(readState(state), state);
    for (const value of [
      undefined,
      {},
      { ...state, version: 2 },
      { ...state, line: -1 },
      { ...state, uri: 1 },
    ])
      assert.equal(readState(value), undefined);
  });
});

describe('names of places', () => {
  it('are file and line', () => {
    const range = { start: { line: 4, character: 0 }, end: { line: 9, character: 1 } };
    assert.deepEqual([...labelsOf([{ id: 'p', uri: 'file:///x/a%20b.yaml', range }])], [['p', 'a b.yaml:5']]);
    assert.equal(fileName('file:///x/%E0%A4%A.yaml'), '%E0%A4%A.yaml');
  });
});
