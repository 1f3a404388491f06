/** The blanks of a pattern as questions, and the pattern with the answers in them. */
import { lookUp } from '../../base/look-up.ts';
import type { Blanks } from '../completion/patterns/fill.ts';
import type { Pattern } from '../completion/patterns/patterns.ts';

export interface Question {
  /** Of the blank: its number, or `service`. */
  readonly id: string;
  /** The field, and the kind of the object: `weight of VirtualService`. */
  readonly label: string;
  readonly value: string;
  /** Empty: any text. */
  readonly choices: readonly string[];
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
  hasService: boolean,
): readonly Question[] {
  const standard = new Map(blanksOf(body).map(({ number, value }) => [number, value]));
  const questions = new Map<string, Question>();
  const lines = text.split('\n');
  let kind = '';
  lines.forEach((line, at) => {
    kind = /^kind: (\S+)/.exec(line)?.[1] ?? kind;
    for (const { number, value, choices } of blanksOf(line)) {
      if (questions.has(number) || isNamed(standard.get(number) ?? value, blanks)) continue;
      questions.set(number, { id: number, label: `${fieldAt(lines, at)} of ${kind}`, value, choices });
    }
  });
  const asked = [...questions.values()].slice(0, MOST_QUESTIONS);
  return hasService || blanks.service === undefined
    ? asked
    : [{ id: 'service', label: 'Service', value: blanks.service, choices: [] }, ...asked];
}

/** The text as it is written: each blank has its answer, or its default. LF, no line break at the end. */
export function answered(
  { blanks }: Pattern,
  text: string,
  values: Readonly<Record<string, string>>,
): string {
  const { service } = blanks;
  const own = values['service'];
  const named = (value: string) =>
    service === undefined || own === undefined ? value : renamed(value, service, own);
  return text
    .replaceAll(BLANK, (_whole, number: string | undefined, value = '', choices = '') => {
      const standard = choices === '' ? named(unescaped(String(value))) : firstOf(String(choices));
      return number === undefined ? '' : (lookUp(values, number) ?? standard);
    })
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** A blank that is the name, or begins with it. */
function renamed(value: string, service: string, own: string): string {
  if (value === service || value.startsWith(`${service}-`)) return own + value.slice(service.length);
  return value === `/${service}` ? `/${own}` : value;
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
