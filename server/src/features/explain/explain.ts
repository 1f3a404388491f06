/** A resource, or a line of a log, in words, as Markdown whose links lead to the lines that decide. */

import { type Cause, diagnose } from '../../semantics/explain/diagnose.ts';
import { EXPLAINED_KINDS, explainResource } from '../../semantics/explain/explain-resource.ts';
import type { Sentence } from '../../semantics/explain/explanation.ts';
import { readLogLine } from '../../semantics/explain/log-line.ts';
import { Mesh } from '../../semantics/mesh.ts';
import type { Place } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { code, HoverPage, type HoverText } from '../hover/hover-page.ts';
import { escaped } from './escaped.ts';
import { locationOfPlace } from './location-of-place.ts';

/** The resource at an offset of a file. Undefined where none stands, or its kind has no words yet. */
export function explainAt(snapshot: Snapshot, uri: string, offset: number): HoverText | undefined {
  const slot = snapshot.resourceAt(uri, offset);
  const world = slot === undefined ? undefined : (snapshot.worldOf(slot) ?? snapshot.world(uri));
  if (slot === undefined || world === undefined) return undefined;
  const found = explainResource(new Mesh(world.reader()), slot.resource);
  if (found === undefined) return undefined;
  const page = new HoverPage();
  const part = (title: string, list: readonly Sentence[]) =>
    list.length === 0 ? [] : ['', `## ${title}`, '', ...lines(snapshot, page, list)];
  const verify = found.verify.flatMap(({ command, expect }) => [
    '',
    '```sh',
    command.replaceAll('```', ''),
    '```',
    escaped(expect),
  ]);
  const markdown = [
    `# ${escaped(found.title)}`,
    ...part('What it does', found.does),
    ...part('Whom it concerns', found.concerns),
    ...part('What it meets', found.conflicts),
    ...(verify.length === 0 ? [] : ['', '## On a cluster', ...verify]),
  ].join('\n');
  return { markdown: `${markdown}\n`, places: page.places };
}

export function canExplain(kindId: string): boolean {
  return EXPLAINED_KINDS.some((each) => each === kindId);
}

/** A line of an access log, a cluster name, a response flag or a policy of Envoy. Undefined when it names none of them. */
export function explainLine(snapshot: Snapshot, world: WorldView, line: string): HoverText | undefined {
  const facts = readLogLine(line);
  const causes = diagnose(new Mesh(world.reader()), facts);
  if (causes.length === 0) return undefined;
  const page = new HoverPage();
  const request = [facts.method, facts.authority, facts.path].filter((each) => each !== undefined).join(' ');
  const answered = facts.status === undefined ? '' : ` was answered with ${facts.status}`;
  const head = request === '' ? '# From the log to the configuration' : `# ${code(request)}${answered}`;
  const markdown = [head, '', code(line), '', ...lines(snapshot, page, causes)].join('\n');
  return { markdown: `${markdown}\n`, places: page.places };
}

function lines(snapshot: Snapshot, page: HoverPage, list: readonly (Sentence | Cause)[]): readonly string[] {
  return list.map(({ text, place }) => {
    if (place === undefined) return `- ${escaped(text)}`;
    const { name, location } = locationOfPlace(snapshot, place as Place);
    return `- ${escaped(text)} (${page.link(name, location)})`;
  });
}
