/** Runs the conditions of a kind on one object; what several of them say of one mistake is told once, with all ids. */
import { childPath, itemPath } from '../../base/node-path.ts';
import { compareReleases } from '../../primitives/release-order.ts';
import { findEntry } from '../../yaml/navigate.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { SchemaProblem, SchemaProblemOf } from '../schema-problem.ts';
import type { CheckContext } from '../walk-resource.ts';
import type { Breach, Condition, Form } from './condition.ts';
import { conditionsOf } from './conditions.ts';
import { judge } from './forms.ts';
import { has, items, record } from './values.ts';
import { withDefaults } from './with-defaults.ts';

type Broken = SchemaProblemOf<'broken-condition'> & { readonly unless: readonly string[] };

/**
 * `others` are what the schema itself finds: they explain conditions that fail in consequence, and take over the ids
 * of conditions that say the same.
 */
export function withConditions(
  root: YamlNode,
  context: CheckContext,
  others: readonly SchemaProblem[],
): readonly SchemaProblem[] {
  if (context.kind.family !== 'gateway-api') return others;
  const conditions = conditionsOf(context.kind.id).filter((condition) => holdsFor(condition, context));
  const spec = findEntry(root, 'spec')?.value;
  const schema = context.kind.root.fields?.get('spec');
  // What a template puts in is unknown, and with it what is missing.
  if (conditions.length === 0 || spec === undefined || schema === undefined || context.isTemplate)
    return others;
  const values = { spec: withDefaults(spec, schema, context.judgement.release) };
  const broken = conditions.flatMap((condition) =>
    breaches(values, { ...condition, check: ofChannel(condition.check, context.target.channel) }),
  );
  return merge(mergeMembers(mergeSame(broken)), others);
}

function holdsFor({ since, until, versions }: Condition, { target, judgement }: CheckContext): boolean {
  const first = since[target.channel];
  const last = until?.[target.channel];
  if (first === undefined || compareReleases(judgement.release, first) < 0) return false;
  if (last !== undefined && compareReleases(judgement.release, last) > 0) return false;
  return versions === undefined || versions.includes(judgement.version);
}

function ofChannel(check: Form, channel: 'standard' | 'experimental'): Form {
  if (channel === 'experimental' || !('experimental' in check)) return check;
  const isStandard = (field: string) => check.experimental?.includes(field) !== true;
  const key = check.key.filter(isStandard);
  return check.check === 'unique'
    ? { ...check, key }
    : { ...check, key, fields: check.fields.filter(isStandard) };
}

function breaches(values: unknown, { id, paths, check }: Condition): readonly Broken[] {
  return paths.flatMap((pattern) =>
    nodesAt(values, pattern).flatMap(({ path, name, value }) =>
      judge(value, check, name).map((breach) => toBroken(id, path, breach)),
    ),
  );
}

interface PlacedValue {
  readonly path: string;
  /** The last key on the way. */
  readonly name: string;
  readonly value: unknown;
}

function nodesAt(root: unknown, pattern: string): readonly PlacedValue[] {
  let nodes: readonly PlacedValue[] = [{ path: '', name: '', value: root }];
  for (const step of pattern.split('.')) {
    const isEach = step.endsWith('[]');
    const name = isEach ? step.slice(0, -2) : step;
    nodes = nodes
      .filter(({ value }) => has(value, name))
      .map(({ path, value }) => ({ path: childPath(path, name), name, value: record(value)?.[name] }));
    if (isEach) {
      nodes = nodes.flatMap(({ path, value }) =>
        items(value).map((item, index) => ({ path: itemPath(path, index), name, value: item })),
      );
    }
  }
  return nodes;
}

function toBroken(id: string, path: string, breach: Breach): Broken {
  const inside =
    'parent' in breach.data ? { ...breach.data, parent: path + breach.data.parent } : breach.data;
  return {
    code: 'broken-condition',
    path: path + breach.at,
    part: breach.part,
    data: { what: breach.what, data: placed(inside, path) } as Broken['data'],
    equivalents: [id === 'S-format' ? 'schema' : (id as `G-${string}`)],
    unless: (breach.unless ?? []).map((at) => path + at),
  };
}

/** Places in the data of a breach count from the node; findings count from the object. */
function placed(data: Breach['data'], path: string): Breach['data'] {
  if ('typePath' in data && data.typePath !== null) return { ...data, typePath: path + data.typePath };
  return 'filters' in data ? { ...data, filters: path + data.filters } : data;
}

/** Several conditions about the spelling of one text, or the very same mistake found by two of them. */
function mergeSame(broken: readonly Broken[]): readonly Broken[] {
  const byPlace = new Map<string, Broken>();
  for (const one of broken) {
    const key = `${one.data.what} ${one.path}`;
    const before = byPlace.get(key);
    byPlace.set(key, before === undefined ? one : joined(before, one));
  }
  return [...byPlace.values()];
}

function joined(first: Broken, second: Broken): Broken {
  const equivalents = [...first.equivalents, ...second.equivalents];
  const [a, b] = [first.data, second.data];
  if (a.what !== 'bad-text' || b.what !== 'bad-text') return { ...first, equivalents };
  // A precise reason says more than "must be a path".
  const all = [...a.data.reasons, ...b.data.reasons];
  const precise = all.filter((reason) => reason.must !== 'be');
  const data = { ...a, data: { ...a.data, reasons: precise.length > 0 ? precise : all.slice(0, 1) } };
  return { ...first, equivalents, data };
}

/** The member of another type and the missing one of the written type are one mistake. */
function mergeMembers(broken: readonly Broken[]): readonly Broken[] {
  const missing = new Map<string, Broken>();
  for (const one of broken) if (one.data.what === 'missing-member') missing.set(one.path, one);
  const taken = new Set<Broken>();
  const merged = broken.map((one) => {
    if (one.data.what !== 'wrong-member') return one;
    const needed = missing.get(childPath(one.data.data.parent, one.data.data.by));
    if (needed?.data.what !== 'missing-member') return one;
    taken.add(needed);
    const data = { ...one.data, data: { ...one.data.data, missing: needed.data.data.member } };
    const unless = [...one.unless, ...needed.unless];
    return { ...one, data, unless, equivalents: [...one.equivalents, ...needed.equivalents] };
  });
  return merged.filter((one) => !taken.has(one));
}

function merge(broken: readonly Broken[], others: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const explaining = new Set(others.flatMap(explainedPlaces));
  const sameAs = new Map<string, Broken[]>();
  const rest: SchemaProblem[] = [];
  const told = new Set(others.filter(isSpellingOrKey).map(({ path }) => path));
  for (const one of broken) {
    const { unless, ...problem } = one;
    if (told.has(one.path)) sameAs.set(one.path, [...(sameAs.get(one.path) ?? []), one]);
    else if (!unless.some((place) => explaining.has(place)) && !explaining.has(one.path)) rest.push(problem);
  }
  const kept = others.map((problem) => {
    if (!isSpellingOrKey(problem)) return problem;
    const ids = (sameAs.get(problem.path) ?? []).flatMap(({ equivalents }) => equivalents);
    return ids.length === 0 ? problem : { ...problem, equivalents: [...problem.equivalents, ...ids] };
  });
  return [...kept, ...rest];
}

function isSpellingOrKey({ code }: SchemaProblem): boolean {
  return code === 'bad-pattern' || code === 'duplicate-list-key';
}

/** Where a problem of the schema says what is wrong, and where the right thing would have been. */
function explainedPlaces(problem: SchemaProblem): readonly string[] {
  if (problem.code === 'deprecated-field' || problem.code === 'deprecated-version') return [];
  if (problem.code !== 'unknown-field') return [problem.path];
  const { parent, spelling, suggestions, place } = problem.data;
  const names = spelling === null ? suggestions : [spelling, ...suggestions];
  return [problem.path, ...names.map((name) => childPath(parent, name)), ...(place === null ? [] : [place])];
}
