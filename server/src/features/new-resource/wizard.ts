/**
 * The wizard "New resource…": what it asks next and what it would write, as a function of the snapshot and of what is
 * answered so far. It keeps nothing between two questions.
 */

import { lookUp } from '../../base/look-up.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { completionContext } from '../completion/context.ts';
import { likelyServices } from '../completion/mesh/likely-services.ts';
import { nearNamespace } from '../completion/mesh/near-namespace.ts';
import { fill, type Meant } from '../completion/patterns/fill.ts';
import { soughtBy } from '../completion/patterns/index.ts';
import { namesOf } from '../completion/patterns/names.ts';
import { PATTERNS, type Pattern } from '../completion/patterns/patterns.ts';
import { schemaTarget } from '../schema-target.ts';
import { withAdvice } from './advice.ts';
import { answered, type Question, questionsOf, refusalOf } from './blanks.ts';
import { extrasFor } from './extras.ts';
import { problemsOf } from './problems.ts';

export interface WizardAnswers {
  /** Title of the pattern. */
  readonly pattern?: string;
  /** Id of the service; absent: none of the workspace. */
  readonly service?: string;
  /** By id of the question; what is missing keeps its default. */
  readonly values?: Readonly<Record<string, string>>;
  /** Titles of the patterns that are wanted beside it. */
  readonly extras?: readonly string[];
}

export interface WizardChoice {
  readonly id: string;
  readonly label: string;
  /** What it is for, or where it is. */
  readonly context: string;
  readonly about: string;
}

export interface WizardState {
  readonly patterns: readonly WizardChoice[];
  /** Empty when the pattern is about no service, or the workspace has none. */
  readonly services: readonly WizardChoice[];
  readonly questions: readonly Question[];
  readonly extras: readonly WizardChoice[];
  /** File names without folder; empty before a pattern is chosen, and while an answer cannot be written. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Findings and clashes, as sentences. */
  readonly problems: readonly string[];
}

/** More than these nobody reads through. */
const MOST_SERVICES = 200;

/** `folder`: URI with a slash at its end, in which the files are to be. */
export function wizard(snapshot: Snapshot, folder: string, answers: WizardAnswers): WizardState {
  const uri = `${folder}new.yaml`;
  const world = snapshot.world(uri) ?? snapshot.worlds()[0];
  const target = schemaTarget(snapshot, uri);
  const ctx = completionContext('', 0, { uri, target, world, reported: () => [] });
  const known = PATTERNS.filter(({ since }) => since === undefined || isAtLeast(target.istio, since));
  const patterns = known.map(toChoice);
  const pattern = known.find(({ title }) => title === answers.pattern);
  const none = { patterns, services: [], questions: [], extras: [], files: [], problems: [] };
  if (pattern === undefined || ctx === undefined) return none;
  const sought = soughtBy(pattern);
  const meant = sought === undefined ? [] : likelyServices(ctx, sought, MOST_SERVICES);
  const service = meant.find((each) => idOf(each) === answers.service);
  const extras = extrasFor(pattern, service, world);
  const chosen = [pattern, ...extras.filter(({ title }) => answers.extras?.includes(title) === true)];
  const names = namesOf(world);
  const values = answers.values ?? {};
  const name = nameOf(pattern, service, values);
  const questions = questionsOf(pattern, filled(pattern, service), {
    hasService: service !== undefined,
    known: (sort) => names(sort, service?.namespace ?? nearNamespace(ctx)),
  });
  const refusals = questions.flatMap((question) => refusalOf(question, lookUp(values, question.id)) ?? []);
  const written = chosen.map((each, at) => ({
    pattern: each,
    ...answered(each, filled(each, service), at === 0 ? values : ownService(values)),
  }));
  const problems = [...refusals, ...written.flatMap((each) => each.problems)];
  const files = written.map(({ pattern: each, text }, at) => {
    const file = `${name}-${slug(each)}.yaml`;
    return { name: file, text: at === 0 ? withAdvice(each, text, file) : `${text}\n` };
  });
  return {
    patterns,
    services: meant.map((each) => serviceChoice(each)),
    questions,
    extras: extras.map(toChoice),
    files: problems.length > 0 ? [] : files,
    problems: problems.length > 0 ? problems : problemsOf(snapshot, folder, files, target.istio),
  };
}

/** What is asked for once is the same in all files. */
function ownService(values: NonNullable<WizardAnswers['values']>): NonNullable<WizardAnswers['values']> {
  const service = lookUp(values, 'service');
  return service === undefined ? {} : { service };
}

function filled({ body, blanks }: Pattern, service: Meant | undefined): string {
  return service === undefined ? body : fill(body, blanks, service);
}

function toChoice({ title, purpose, description }: Pattern): WizardChoice {
  const label = title.slice(title.indexOf(':') + 2);
  return { id: title, label, context: purpose, about: description };
}

function serviceChoice(meant: Meant): WizardChoice {
  const { service, namespace, port, versions } = meant;
  const about = [
    port === undefined ? '' : `port ${port}`,
    versions.length === 0 ? '' : `versions ${versions.join(', ')}`,
  ];
  return { id: idOf(meant), label: service, context: namespace, about: about.filter(Boolean).join(' · ') };
}

function idOf({ namespace, service }: Meant): string {
  return `${namespace}/${service}`;
}

/** What its files are called after. */
function nameOf(
  { blanks }: Pattern,
  service: Meant | undefined,
  values: NonNullable<WizardAnswers['values']>,
): string {
  const name = service?.service ?? values['service'] ?? blanks.service ?? 'mesh';
  return name.replaceAll(/[^A-Za-z0-9.-]/g, '-');
}

function slug({ title }: Pattern): string {
  return title
    .slice(title.indexOf(':') + 2)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
