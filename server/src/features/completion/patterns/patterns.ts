/**
 * What is inserted whole, one store in `snippets/`: patterns, which the editor's own picker offers as well, and the resource
 * of each kind, whose header depends on the release.
 */
import ambient from '../../../../../snippets/ambient.json' with { type: 'json' };
import edge from '../../../../../snippets/edge.json' with { type: 'json' };
import gatewayApi from '../../../../../snippets/gateway-api.json' with { type: 'json' };
import observability from '../../../../../snippets/observability.json' with { type: 'json' };
import resilience from '../../../../../snippets/resilience.json' with { type: 'json' };
import resources from '../../../../../snippets/resources.json' with { type: 'json' };
import security from '../../../../../snippets/security.json' with { type: 'json' };
import traffic from '../../../../../snippets/traffic.json' with { type: 'json' };
import workloads from '../../../../../snippets/workloads.json' with { type: 'json' };
import type { KindId } from '../../../base/kind-id.ts';
import type { Blanks } from './fill.ts';

export interface Pattern {
  /** `Istio: canary release` */
  readonly title: string;
  /** What it is for, in a word or two: patterns of one purpose stand together. */
  readonly purpose: string;
  readonly description: string;
  /** LSP snippet syntax. */
  readonly body: string;
  /** By which people look for it; those in front are matched best. */
  readonly words: string;
  /** A placeholder's default says what is filled in there. */
  readonly blanks: Blanks;
  /** Oldest Istio release that has everything in it; absent: every supported one. */
  readonly since?: string;
}

/** What editors do not know of, they pass over. */
interface Snippet extends Pick<Pattern, 'description' | 'words' | 'since'> {
  readonly body: readonly string[];
  readonly blanks?: Blanks;
}

const SNIPPETS: readonly (readonly [purpose: string, file: Readonly<Record<string, Snippet>>])[] = [
  ['Routing', traffic],
  ['In and out of the mesh', edge],
  ['Gateway API', gatewayApi],
  ['Security', security],
  ['Resilience', resilience],
  ['Telemetry', observability],
  ['Ambient', ambient],
  ['Workloads', workloads],
];

export const PATTERNS: readonly Pattern[] = SNIPPETS.flatMap(([purpose, file]) =>
  Object.entries(file).map(([title, { body, blanks = {}, ...rest }]) => ({
    ...rest,
    title,
    purpose,
    body: body.join('\n'),
    blanks,
  })),
);

/** Of its documents, in order. */
export function kindsOf({ body }: Pattern): readonly string[] {
  return [...body.matchAll(/^kind: (\S+)$/gm)].map(([, kind = '']) => kind);
}

/** A whole resource to start from, without its header. */
export interface Skeleton {
  /** LSP snippet syntax; valid with its placeholders as they are. */
  readonly body: string;
  /** Absent where the kind is about no service. */
  readonly blanks?: Blanks;
}

export const SKELETONS: ReadonlyMap<KindId, Skeleton> = new Map(
  Object.entries<Pick<Snippet, 'body' | 'blanks'>>(resources).map(([id, { body, blanks }]) => [
    id as KindId,
    { body: body.join('\n'), ...(blanks !== undefined && { blanks }) },
  ]),
);
