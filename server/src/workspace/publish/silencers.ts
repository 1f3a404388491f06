/** The comments of a file that silence findings, by place. */
import type { YamlDocument, YamlFile } from '../../yaml/node.ts';
import { embeddedDirectives } from '../embedded-suppression.ts';
import type { PublishedFinding } from '../finding.ts';
import type { Slot } from '../slot.ts';
import { type IgnoreDirective, ignoreDirectives } from '../suppression.ts';

/** A comment with the rules that it silenced something of. */
export interface Silencer {
  readonly document: YamlDocument;
  readonly documentStart: number;
  readonly directive: IgnoreDirective;
  readonly used: Set<string>;
}

interface SilencedLine {
  /** In file offsets, both included. */
  readonly start: number;
  readonly end: number;
  readonly byRule: Map<string, Silencer>;
}

/** The silencers of one document: of all of it, and of its lines in order. */
interface DocumentSilencers {
  readonly start: number;
  readonly end: number;
  readonly byRule: Map<string, Silencer>;
  readonly lines: SilencedLine[];
}

export class Silencers {
  readonly all: readonly Silencer[];
  readonly #documents: readonly DocumentSilencers[];

  /** `slots`: objects that stand in the file as they are. */
  constructor(yaml: YamlFile, slots: readonly Slot[]) {
    const all: Silencer[] = [];
    const embedded = new Map<YamlDocument, IgnoreDirective[]>();
    for (const { resource } of slots) {
      const found = embeddedDirectives(resource);
      if (found.length === 0) continue;
      embedded.set(resource.document, [...(embedded.get(resource.document) ?? []), ...found]);
    }
    const documents: DocumentSilencers[] = [];
    for (const { document, start } of yaml.documents) {
      const inside = embedded.get(document) ?? [];
      const own = [...ignoreDirectives(document), ...inside].map((directive) => ({
        document,
        documentStart: start,
        directive,
        used: new Set<string>(),
      }));
      if (own.length === 0) continue;
      for (const each of own) all.push(each);
      documents.push(silencersOf(own, start, start + document.text.length));
    }
    this.all = all;
    this.#documents = documents;
  }

  /** The first comment that silences a finding; it is in use then. */
  use({ rule, range }: PublishedFinding): Silencer | undefined {
    const at = range.start;
    const last = lastAtOrBefore(this.#documents, at);
    // A place between two documents belongs to both.
    for (const document of [this.#documents[last - 1], this.#documents[last]]) {
      if (document === undefined || at < document.start || at > document.end) continue;
      const line = document.lines[lastAtOrBefore(document.lines, at)];
      const found =
        document.byRule.get(rule) ??
        (line !== undefined && at <= line.end ? line.byRule.get(rule) : undefined);
      if (found === undefined) continue;
      found.used.add(rule);
      return found;
    }
    return undefined;
  }
}

function silencersOf(silencers: readonly Silencer[], start: number, end: number): DocumentSilencers {
  const byRule = new Map<string, Silencer>();
  const lines = new Map<number, SilencedLine>();
  for (const silencer of silencers) {
    const { scope, target, rules } = silencer.directive;
    let silenced = byRule;
    if (scope === 'line') {
      const line = lines.get(target.start) ?? {
        start: start + target.start,
        end: start + target.end,
        byRule: new Map<string, Silencer>(),
      };
      lines.set(target.start, line);
      silenced = line.byRule;
    }
    for (const rule of rules) if (!silenced.has(rule)) silenced.set(rule, silencer);
  }
  return { start, end, byRule, lines: [...lines.values()].sort((a, b) => a.start - b.start) };
}

/** Index of the last one that starts at an offset or before it; -1 when there is none. */
function lastAtOrBefore(sorted: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
