/** `meshwright explain`: a resource, a rule, a field, or a line of a log, in words. */
import { LineIndex } from '../base/line-index.ts';
import { nearest } from '../base/nearest.ts';
import { pathSteps } from '../base/node-path.ts';
import { answerSymptom } from '../features/explain/checklist.ts';
import { SYMPTOMS, type Symptom, symptomIn } from '../features/explain/symptoms.ts';
import { fieldHover } from '../features/hover/field-hover.ts';
import { docsUrl } from '../rules/docs-url.ts';
import { RULES, TEXT_RULES } from '../rules/registry.generated.ts';
import {
  ENVIRONMENT_RELEASE,
  environmentNames,
  environmentVariable,
  retiredVariable,
} from '../schema/environment-variables.ts';
import { allKinds, topLevelFields } from '../schema/lookup.ts';
import { type Cause, diagnose } from '../semantics/explain/diagnose.ts';
import { EXPLAINED_KINDS, explainResource, findObject } from '../semantics/explain/explain-resource.ts';
import type { Explanation, Sentence } from '../semantics/explain/explanation.ts';
import { readLogLine } from '../semantics/explain/log-line.ts';
import { messageWithWorlds } from '../workspace/finding.ts';
import { DEFAULT_WORLD_CONFIG } from '../workspace/world-config.ts';
import { type MeshChoice, type OpenedMesh, openMesh } from './open-mesh.ts';
import { displayText } from './reporters/display-text.ts';
import { failure, ok, type Result } from './result.ts';
import { type Style, styleFor } from './style.ts';
import type { Terminal } from './terminal.ts';

export interface ExplainOptions extends MeshChoice {
  readonly path?: readonly string[];
}

/** Of one question; `meshwright lint` has all. */
const MOST_FINDINGS = 10;

/** Enough for any line of a log. */
const MAX_INPUT_BYTES = 64_000;

export async function explain(subject: string, options: ExplainOptions, terminal: Terminal): Promise<0 | 2> {
  const asked = subject === '-' ? await inputText(terminal) : subject;
  const style = styleFor(terminal.stdout, terminal.environment);
  const text = await explained(asked, subject === '-', options, terminal, style);
  if (text.isOk) {
    terminal.stdout.write(text.value);
    return 0;
  }
  for (const problem of text.problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
  return 2;
}

async function inputText({ readInput }: Terminal): Promise<string> {
  return new TextDecoder().decode((await readInput(MAX_INPUT_BYTES)).subarray(0, MAX_INPUT_BYTES)).trim();
}

async function explained(
  asked: string,
  isInput: boolean,
  options: ExplainOptions,
  terminal: Terminal,
  style: Style,
): Promise<Result<string>> {
  if (asked === '')
    return failure(
      'There is nothing to explain: name a resource, a rule or a field, or give a line of a log',
    );
  if (isInput || /[ |{]/.test(asked)) return explainLine(asked, options, terminal, style);
  const parts = asked.split('/');
  if (parts.length === 3) return explainObject(parts, options, terminal, style);
  if (parts.length === 2) return explainRule(asked, style);
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(asked)) return explainVariable(asked, style);
  const field = explainField(asked);
  if (field.isOk || symptomIn(asked) === undefined) return field;
  return explainLine(asked, options, terminal, style);
}

async function explainLine(
  line: string,
  options: ExplainOptions,
  terminal: Terminal,
  style: Style,
): Promise<Result<string>> {
  const opened = await openMesh(options.path ?? [], options, terminal);
  if (!opened.isOk) return opened;
  const facts = readLogLine(line);
  const causes = diagnose(opened.value.mesh, facts);
  if (causes.length === 0) {
    const symptom = symptomIn(line);
    if (symptom !== undefined) return checklist(symptom, options, terminal, style);
    return failure(
      `Nothing in this text names a cluster, a response flag, a route or a policy of Envoy, or a symptom (${SYMPTOMS.map(({ id }) => id).join(', ')})`,
    );
  }
  const request = [facts.method, facts.authority, facts.path].filter((part) => part !== undefined).join(' ');
  const head =
    request === ''
      ? []
      : [
          style.strong(
            displayText(
              `${request}${facts.status === undefined ? '' : ` was answered with ${facts.status}`}`,
            ),
          ),
          '',
        ];
  return ok(`${[...head, ...sentences(causes, opened.value, style)].join('\n')}\n`);
}

async function explainObject(
  [kind = '', namespace = '', name = '']: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
  style: Style,
): Promise<Result<string>> {
  const kinds = EXPLAINED_KINDS.map((id) => id.split('/')[1] ?? '');
  if (!kinds.some((each) => each.toLowerCase() === kind.toLowerCase())) {
    return failure(`"${kind}" is no kind that can be explained; there are ${kinds.join(', ')}`);
  }
  const opened = await openMesh(options.path ?? [], options, terminal);
  if (!opened.isOk) return opened;
  const { mesh } = opened.value;
  const object = findObject(mesh, kind, namespace, name);
  const found = object && explainResource(mesh, object.ref);
  if (found === undefined) {
    const near = nearest(
      `${namespace}/${name}`,
      EXPLAINED_KINDS.filter((id) => (id.split('/')[1] ?? '').toLowerCase() === kind.toLowerCase()).flatMap(
        (id) => mesh.objects(id).map(({ id: each }) => each),
      ),
    );
    return failure(
      `There is no ${kind} ${namespace}/${name} here${near.length === 0 ? '' : `; near it: ${near.join(', ')}`}`,
    );
  }
  return ok(`${explanationLines(found, opened.value, style).join('\n')}\n`);
}

function explanationLines(found: Explanation, opened: OpenedMesh, style: Style): readonly string[] {
  const part = (title: string, list: readonly Sentence[]) =>
    list.length === 0 ? [] : ['', style.strong(title), ...sentences(list, opened, style)];
  const verify = found.verify.flatMap(({ command, expect }) => [
    `  $ ${displayText(command)}`,
    `    ${displayText(expect)}`,
  ]);
  return [
    style.strong(displayText(found.title)),
    ...part('What it does', found.does),
    ...part('Whom it concerns', found.concerns),
    ...part('What it meets', found.conflicts),
    ...(verify.length === 0 ? [] : ['', style.strong('On a cluster'), ...verify]),
  ];
}

function sentences(
  list: readonly (Sentence | Cause)[],
  { snapshot, show }: OpenedMesh,
  style: Style,
): readonly string[] {
  return list.map(({ text, place }) => {
    const line = `  ${displayText(text)}`;
    if (place === undefined) return line;
    const { uri, range } = snapshot.rangeOf({ ...place, part: 'value' });
    const index = new LineIndex(snapshot.file(uri)?.text ?? '');
    return `${line}  ${style.faint(displayText(`${show(uri)}:${index.positionAt(range.start).line + 1}`))}`;
  });
}

function explainRule(id: string, style: Style): Result<string> {
  const rule = [...RULES, ...TEXT_RULES].find((each) => each.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      [...RULES, ...TEXT_RULES].map((each) => each.id),
    );
    return failure(`There is no rule "${id}"${near.length === 0 ? '' : `; near it: ${near.join(', ')}`}`);
  }
  const { docs, title } = rule;
  return ok(
    `${[style.strong(`${rule.id}: ${title}`), '', docs.why, '', docs.fix, '', docsUrl(rule.id)].join('\n')}\n`,
  );
}

/** `VirtualService.spec.http[].retries`; a kind alone lists its fields. */
function explainField(asked: string): Result<string> {
  const [name = '', ...rest] = asked.split('.');
  const kinds = allKinds().filter(
    (kind) => (kind.id.split('/')[1] ?? '').toLowerCase() === name.toLowerCase(),
  );
  if (kinds.length === 0) {
    const near = nearest(
      name,
      allKinds().map((kind) => kind.id.split('/')[1] ?? ''),
    );
    return failure(
      `"${asked}" is no kind, rule or resource${near.length === 0 ? '' : `; near it: ${near.join(', ')}`}`,
    );
  }
  const path = rest.join('.');
  const steps = pathSteps(path.replaceAll('[]', '[0]'));
  const { gatewayApiChannel, gatewayApiVersion, istioVersion } = DEFAULT_WORLD_CONFIG;
  const target = { istio: istioVersion, gatewayApi: gatewayApiVersion, channel: gatewayApiChannel };
  const texts = kinds.flatMap((kind) => {
    if (path === '') return [`${kind.id}: ${[...topLevelFields(kind).keys()].join(', ')}`];
    const text = fieldHover({ kind, steps, target, written: undefined });
    return text === undefined ? [] : [text];
  });
  return texts.length === 0 ? failure(`${name} has no field "${path}"`) : ok(`${texts.join('\n\n')}\n`);
}

/** Questions that lead to the cause of a symptom, answered by the findings of the files. */
async function checklist(
  symptom: Symptom,
  options: ExplainOptions,
  terminal: Terminal,
  style: Style,
): Promise<Result<string>> {
  const opened = await openMesh(options.path ?? [], options, terminal, 'with-findings');
  if (!opened.isOk) return opened;
  const { snapshot, show } = opened.value;
  const lines = [style.strong(symptom.title)];
  for (const { question, findings } of answerSymptom(snapshot, symptom)) {
    lines.push('', `  ${findings.length === 0 ? 'ok ' : '!! '} ${question}`);
    for (const finding of findings.slice(0, MOST_FINDINGS)) {
      const index = new LineIndex(snapshot.file(finding.uri)?.text ?? '');
      const place = `${show(finding.uri)}:${index.positionAt(finding.range.start).line + 1}`;
      lines.push(`      ${displayText(messageWithWorlds(finding))}  ${style.faint(displayText(place))}`);
    }
    if (findings.length > MOST_FINDINGS) lines.push(`      … and ${findings.length - MOST_FINDINGS} more`);
  }
  lines.push('', style.strong('On a cluster'));
  for (const { command, expect } of symptom.verify) lines.push(`  $ ${command}`, `    ${expect}`);
  return ok(`${lines.join('\n')}\n`);
}

function explainVariable(name: string, style: Style): Result<string> {
  const found = environmentVariable(name);
  if (found === undefined) {
    const retired = retiredVariable(name);
    if (retired !== undefined) {
      return ok(
        `${style.strong(name)}\n\nNo release after ${retired.until ?? 'some'} reads it: setting it has no effect.\n`,
      );
    }
    const near = nearest(name, environmentNames());
    return failure(
      `There is no environment variable "${name}" of Istio ${ENVIRONMENT_RELEASE}${near.length === 0 ? '' : `; near it: ${near.join(', ')}`}`,
    );
  }
  const facts = [
    `of ${found.component}`,
    ...(found.type === undefined ? [] : [found.type]),
    ...(found.default === undefined ? [] : [`default ${JSON.stringify(found.default)}`]),
    ...(found.since === undefined ? [] : [`since ${found.since}`]),
    ...(found.requires === undefined ? [] : [`needs ${found.requires}`]),
  ];
  return ok(`${style.strong(name)} (${facts.join(', ')})\n\n${found.doc}\n`);
}
