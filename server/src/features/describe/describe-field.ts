/** A field explained in markdown, for hover and for the details of a completion. */

import { lookUp } from '../../base/look-up.ts';
import { compareReleases } from '../../primitives/release-order.ts';
import { fieldDoc } from '../../schema/docs.ts';
import { familyOf } from '../../schema/families.ts';
import type { FieldDoc, FieldSchema, KindSchema } from '../../schema/field-schema.ts';
import { latestRelease } from '../../schema/lookup.ts';
import type { SchemaTarget } from '../../schema/schema-problem.ts';
import { isDuration, limitWords, typeWords } from './type-words.ts';

export interface FieldSubject {
  readonly kind: KindSchema;
  /** `spec.http[].timeout`. */
  readonly path: string;
  readonly name: string;
  readonly field: FieldSchema;
  readonly target: SchemaTarget;
}

export interface EnumChoice {
  readonly value: string;
  readonly meaning: string | undefined;
  readonly deprecated: string | undefined;
  readonly since: string | undefined;
}

/** `chosen`: the enum value that is written. */
export function describeField(subject: FieldSubject, chosen?: string): string {
  const { kind, path, name, field } = subject;
  const doc = fieldDoc(kind.id, path);
  const deprecated = field.deprecated ?? doc?.deprecated;
  const blocks = [
    `**${name}** · ${heading(subject, doc)}`,
    deprecated === undefined ? undefined : `**Deprecated:** ${sentence(deprecated)}`,
    doc?.doc,
    doc?.about === undefined || doc.about === doc.doc ? undefined : doc.about,
    facts(subject, doc),
    choiceList(enumChoices(field, doc), chosen),
    doc?.example === undefined ? undefined : `Example:\n\`\`\`yaml\n${doc.example.trimEnd()}\n\`\`\``,
    doc?.pitfall === undefined ? undefined : `**Mind:** ${doc.pitfall}`,
    link(subject, doc),
  ];
  return blocks.filter((block) => block !== undefined && block !== '').join('\n\n');
}

/** Type, then what makes the field special: `enum · required · since Istio 1.27`. */
function heading(subject: FieldSubject, doc: FieldDoc | undefined): string {
  const { field } = subject;
  const words = [typeWords(field, doc?.format)];
  if (field.required === true) words.push('required');
  const stage = stageWords(subject, doc);
  if (stage !== undefined) words.push(stage);
  const release = `${familyOf(subject.kind).product} `;
  if (field.since !== undefined) words.push(`since ${release}${field.since}`);
  if (field.until !== undefined) words.push(`until ${release}${field.until}`);
  return words.join(' · ');
}

function stageWords(subject: FieldSubject, doc: FieldDoc | undefined): string | undefined {
  const { kind, field } = subject;
  if (field.experimental === true) return 'experimental channel';
  if (field.standardSince !== undefined) return `standard channel since ${field.standardSince}`;
  return doc?.stage ?? (subject.path.startsWith('spec') ? kindStage(kind) : undefined);
}

/** Alpha and beta kinds; undefined for stable ones. */
export function kindStage(kind: KindSchema): string | undefined {
  if (kind.experimental) return 'experimental channel';
  const [preferred] = kind.versions(kind.family === 'gateway-api' ? 'v99' : latestRelease());
  return /(alpha|beta)/.exec(preferred?.name ?? '')?.[1];
}

function facts({ field }: FieldSubject, doc: FieldDoc | undefined): string | undefined {
  const written = field.default === undefined ? undefined : `\`${plainText(field.default)}\``;
  const standard = doc?.default === undefined ? written : codeIfPlain(doc.default);
  const format = doc?.format === undefined ? undefined : doc.format;
  const limits = format === undefined || !/\d/.test(format) ? limitWords(field) : undefined;
  const isPlain = isDuration(field, format) && format === 'duration';
  const lines = [
    standard === undefined ? undefined : `Default: ${standard}`,
    format === undefined || isPlain ? undefined : `Format: ${format}`,
    limits === undefined ? undefined : `Range: ${limits}`,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines.join('  \n');
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function codeIfPlain(text: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(text) && /[A-Z0-9]|^(?:true|false)$/.test(text) ? `\`${text}\`` : text;
}

export function enumChoices(field: FieldSchema, doc: FieldDoc | undefined): readonly EnumChoice[] {
  const values = field.enum ?? field.element?.enum ?? [];
  const owner = field.enum === undefined ? (field.element ?? field) : field;
  return values.map(String).map((value) => ({
    value,
    meaning: lookUp(doc?.values, value),
    deprecated: lookUp(owner.deprecatedValues, value),
    since: lookUp(owner.enumSince, value),
  }));
}

function choiceList(choices: readonly EnumChoice[], chosen: string | undefined): string | undefined {
  if (choices.length === 0) return undefined;
  return choices.map((choice) => `- ${describeChoice(choice, chosen)}`).join('\n');
}

function describeChoice(choice: EnumChoice, chosen: string | undefined): string {
  const name = choice.value === chosen ? `**\`${choice.value}\`** ✓` : `\`${choice.value}\``;
  const isSaidDeprecated = choice.deprecated === undefined || /deprecated/i.test(choice.meaning ?? '');
  const notes = [
    choice.meaning,
    choice.since === undefined ? undefined : `Since ${choice.since}.`,
    isSaidDeprecated ? undefined : `Deprecated: ${sentence(choice.deprecated ?? '')}`,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? name : `${name}: ${notes.join(' ')}`;
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

function link(subject: FieldSubject, doc: FieldDoc | undefined): string | undefined {
  const url = doc?.url ?? (subject.kind.family === 'gateway-api' ? GATEWAY_API_REFERENCE : undefined);
  return url === undefined ? undefined : `[Reference](${pinned(url, subject)})`;
}

const GATEWAY_API_REFERENCE = 'https://gateway-api.sigs.k8s.io/reference/spec/';

/** The pages of the target release; fields that have a `since` are looked up in the newest ones. */
function pinned(url: string, { kind, field, target }: FieldSubject): string {
  const isNewest = compareReleases(target.istio, latestRelease()) >= 0;
  if (isNewest || field.since !== undefined || kind.since !== undefined) return url;
  return url.replace('//istio.io/latest/', `//istio.io/v${target.istio}/`);
}
