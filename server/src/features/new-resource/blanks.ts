/** The blanks of a pattern as questions, and the pattern with the answers in them. */
import { lookUp } from '../../base/look-up.ts';
import type { Blanks } from '../completion/patterns/fill.ts';
import { NAME_SORTS, type NameSort } from '../completion/patterns/names.ts';
import type { Pattern } from '../completion/patterns/patterns.ts';
import { type WrittenAnswer, writeAnswers } from './write-answers.ts';

export interface Question {
  /** Of the blank: its number, or `service`. */
  readonly id: string;
  /** The field, and the kind of the object: `weight of VirtualService`. */
  readonly label: string;
  readonly value: string;
  /** Empty: any text. */
  readonly choices: readonly string[];
  /** Names that exist; others are taken as well. */
  readonly isOpen: boolean;
  /** It becomes a name of Kubernetes, or a part of one: others are refused. */
  readonly isName: boolean;
}

/** A name of Kubernetes: what a person types may be a part of a longer one, so its length is that of a label. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const LONGEST_NAME = 63;

/** Why an answer cannot be taken, as a sentence without a full stop. */
export function refusalOf({ isName, label }: Question, answer: string | undefined): string | undefined {
  if (answer === undefined) return undefined;
  if (answer.trim() === '') return `${label} must not be empty`;
  if (!isName || (answer.length <= LONGEST_NAME && NAME.test(answer))) return undefined;
  return `"${answer}" cannot be ${label}: a name has at most ${LONGEST_NAME} lower-case letters, digits, "-" and ".", and begins and ends with a letter or digit`;
}

/** More questions than these nobody answers; the others keep their defaults, and stand in the preview. */
const MOST_QUESTIONS = 3;

const BLANK = /\$\{(\d{1,4})(?::([^{}]*)|\|([^{}|]*)\|)\}|\$\{?0\}?/g;

interface Blank {
  readonly number: string;
  readonly value: string;
  readonly choices: readonly string[];
}

/** `text`: the pattern's body, with names of the mesh in it where a service is chosen. */
export function questionsOf(
  { body, blanks }: Pattern,
  text: string,
  {
    hasService,
    known,
  }: { readonly hasService: boolean; readonly known: (sort: NameSort) => readonly string[] },
): readonly Question[] {
  const standard = new Map(blanksOf(body).map(({ number, value }) => [number, value]));
  const questions = new Map<string, Question>();
  const lines = text.split('\n');
  let kind = '';
  lines.forEach((line, at) => {
    kind = /^kind: (\S+)/.exec(line)?.[1] ?? kind;
    for (const { number, value, choices } of blanksOf(line)) {
      if (questions.has(number) || isNamed(standard.get(number) ?? value, blanks)) continue;
      const field = fieldAt(lines, at);
      const isName = NAMES.has(field) && isInMetadata(lines, at);
      const names = choices.length > 0 ? [] : namesFor(value, blanks, known);
      questions.set(number, {
        id: number,
        label: `${field} of ${kind}`,
        value,
        choices: names.length > 0 ? names : choices,
        isOpen: names.length > 0,
        isName,
      });
    }
  });
  const asked = [...questions.values()].slice(0, MOST_QUESTIONS);
  return hasService || blanks.service === undefined
    ? asked
    : [
        { id: 'service', label: 'Service', value: blanks.service, choices: [], isOpen: false, isName: true },
        ...asked,
      ];
}

export interface Answered {
  readonly text: string;
  /** What cannot stand where it was asked for, as sentences without a full stop. */
  readonly problems: readonly string[];
}

/** The text as it is written: each blank has its answer, or its default. LF, no line break at the end. */
export function answered(
  { blanks }: Pattern,
  text: string,
  values: Readonly<Record<string, string>>,
): Answered {
  const { service } = blanks;
  const own = values['service'];
  const named = (value: string) =>
    service === undefined || own === undefined ? value : renamed(value, service, own);
  const answers: WrittenAnswer[] = [];
  let plain = '';
  let from = 0;
  for (const match of text.matchAll(BLANK)) {
    const [whole, number, value = '', choices = ''] = match;
    plain += text.slice(from, match.index);
    from = match.index + whole.length;
    const standard = choices === '' ? unescaped(value) : firstOf(choices);
    const wanted =
      number === undefined ? '' : (lookUp(values, number) ?? (choices === '' ? named(standard) : standard));
    // Defaults are right as they stand; what a person typed is written as it must be.
    if (wanted !== standard) {
      answers.push({ start: plain.length, end: plain.length + standard.length, text: wanted });
    }
    if (number !== undefined) plain += standard;
  }
  const written = writeAnswers(plain + text.slice(from), answers);
  return {
    text: written.text
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd(),
    problems: written.refused.map((answer) => `"${answer.text}" cannot stand where it was asked for`),
  };
}

/** A blank that is the name, or begins with it. */
function renamed(value: string, service: string, own: string): string {
  if (value === service || value.startsWith(`${service}-`)) return own + value.slice(service.length);
  return value === `/${service}` ? `/${own}` : value;
}

/** What exists of the sort that a default stands for. */
function namesFor(
  standard: string,
  { names }: Blanks,
  known: (sort: NameSort) => readonly string[],
): readonly string[] {
  const sort = NAME_SORTS.find((each) => names?.[each] === standard);
  return sort === undefined ? [] : known(sort);
}

const NAMES: ReadonlySet<string> = new Set(['name', 'namespace']);

function isInMetadata(lines: readonly string[], at: number): boolean {
  const owner = lines.slice(0, at).findLast((line) => /^\S/.test(line));
  return owner === 'metadata:' && /^ {2}\S/.test(lines[at] ?? '');
}

function blanksOf(text: string): readonly Blank[] {
  return [...text.matchAll(BLANK)].flatMap(([, number, value = '', choices]) => {
    if (number === undefined || number === '0') return [];
    const list = choices === undefined ? [] : choices.split(',');
    return [{ number, value: list[0] ?? unescaped(value), choices: list }];
  });
}

function firstOf(choices: string): string {
  return choices.split(',')[0] ?? '';
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\$}])/g, '$1');
}

/** What a service or namespace of the workspace fills in. */
function isNamed(value: string, { service, port, versions = [], namespace, subset }: Blanks): boolean {
  if ([service, port, namespace, subset, ...versions].includes(value)) return true;
  return service !== undefined && (value === `/${service}` || value.startsWith(`${service}-`));
}

/** The key of the line, or of the list that its item stands in. */
function fieldAt(lines: readonly string[], at: number): string {
  for (let line = at; line >= 0; line--) {
    const key = /^[\s-]*([A-Za-z][\w.-]*):/.exec(lines[line] ?? '')?.[1];
    if (key !== undefined) return key;
  }
  return 'value';
}
