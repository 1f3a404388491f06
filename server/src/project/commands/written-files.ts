/** Manifests that commands write, and builds that they let read what they name: reasons to be silent, as all commands are. */

/** Behind a redirection, or as what `tee` and options for an output name. */
const OUTPUT =
  /(?:>>?[ \t]*|\btee[ \t]+(?:-a[ \t]+)?|[ \t](?:-o|--output)[ \t=])["']?([\w./-]{1,200}\.(?:ya?ml|json))\b/g;
/** More is no script that a person wrote. */
const MOST_FILES = 200;

/** What controller-gen writes beside the sources of an operator, by the word that asks for it. */
const GENERATED: readonly (readonly [word: RegExp, path: string])[] = [
  [/\bwebhook\b/, 'webhook/manifests.yaml'],
  [/\brbac:/, 'rbac/role.yaml'],
];
const GENERATOR = /controller-gen|CONTROLLER_GEN/;

/** Paths as they are written, without leading `./`. */
export function writtenFiles(text: string): readonly string[] {
  const found = new Set<string>(generatedFiles(text));
  for (const [, path = ''] of text.matchAll(OUTPUT)) {
    if (found.size === MOST_FILES) break;
    found.add(path.replace(/^(?:\.\/)+/, ''));
  }
  return [...found];
}

function generatedFiles(text: string): readonly string[] {
  if (!GENERATOR.test(text)) return [];
  const lines = text.split('\n').filter((line) => GENERATOR.test(line));
  return GENERATED.filter(([word]) => lines.some((line) => word.test(line))).map(([, path]) => path);
}

/** Where a script runs is not written: the path must end as it is written. */
export function isWritten(written: string, path: string): boolean {
  const steps = written.split('/').filter((step) => step !== '..');
  return `/${path}`.endsWith(`/${steps.join('/')}`);
}

/** The flag of `kustomize build` and `kubectl kustomize`. */
export function liftsRestrictions(text: string): boolean {
  return text.includes('LoadRestrictionsNone');
}
