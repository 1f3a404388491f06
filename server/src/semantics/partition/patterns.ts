/** What configuration writes in its match fields, as languages. */
import { type Language, type Languages, MAX_UNIT } from './language.ts';

const SLASH = '/'.charCodeAt(0);

export function exactly(languages: Languages, text: string): Language {
  return languages.text(text);
}

export function startingWith(languages: Languages, text: string): Language {
  return languages.sequence(languages.text(text), languages.anything);
}

export function endingWith(languages: Languages, text: string): Language {
  return languages.sequence(languages.anything, languages.text(text));
}

/** Whole path segments, as HTTPRoute compares. */
export function below(languages: Languages, prefix: string): Language {
  const stem = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return languages.either([languages.text(stem), startingWith(languages, `${stem}/`)]);
}

/** Exact, `p*`, `*s`, `*` (anything but nothing), as policies write it. */
export function form(languages: Languages, text: string): Language {
  if (text === '*') return languages.sequence(languages.unit([[0, MAX_UNIT]]), languages.anything);
  if (text.startsWith('*')) return endingWith(languages, text.slice(1));
  if (text.endsWith('*')) return startingWith(languages, text.slice(0, -1));
  return languages.text(text);
}

/** Stars anywhere; they stand for units of `within`. */
export function glob(languages: Languages, text: string, within: Language): Language {
  const parts = text.split('*').map((part) => languages.text(part));
  const star = languages.repeated(within);
  return languages.sequenceOf(parts.flatMap((part, index) => (index === 0 ? [part] : [star, part])));
}

/** Paths of policies: templates `{*}` and `{**}`, else the usual forms. */
export function policyPath(languages: Languages, text: string): Language {
  if (!text.includes('{*}') && !text.includes('{**}')) return form(languages, text);
  const segment = languages.unit([
    [0, SLASH - 1],
    [SLASH + 1, MAX_UNIT],
  ]);
  const step = (part: string) => {
    if (part === '{*}') return languages.sequence(segment, languages.repeated(segment));
    return part === '{**}' ? languages.anything : languages.text(part);
  };
  const parts = text.split('/').map(step);
  return languages.sequenceOf(
    parts.flatMap((part, index) => (index === 0 ? [part] : [languages.text('/'), part])),
  );
}
