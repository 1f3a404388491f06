/** What may stand behind `@type`: the messages that extensions of the proxy are configured by. */
import { envoyMessages } from '../../schema/families.ts';
import type { MessageType } from '../../schema/message-text.ts';
import type { FrameStep } from '../text-outline/outline.ts';
import type { CompletionContext, FieldPlace } from './context.ts';
import { entryUnder, scalarUnder } from './cursor-place.ts';
import { quoted, RANK, type Suggestion } from './suggestion.ts';

/** Sorts of extensions that a message takes, by the message around the field. */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['HttpFilter', 'http'],
  ['Filter', 'network'],
  ['ListenerFilter', 'listener'],
  ['TransportSocket', 'transport-socket'],
  ['AccessLog', 'access-logger'],
]);

const PREFIX = 'type.googleapis.com/';

export function messageTypes(ctx: CompletionContext, place: FieldPlace): readonly Suggestion[] {
  const named = extensionName(ctx, place.steps);
  const category = CATEGORIES.get(ctx.kind?.kind ?? '');
  const rankOf = ({ extension, category: own }: MessageType) => {
    if (named !== undefined && extension === named) return RANK.first;
    return category === undefined || own === category ? RANK.common : RANK.rare;
  };
  return envoyMessages().types.map((type, order) => ({
    label: PREFIX + type.name,
    kind: 'value',
    insertion: { text: quoted(ctx, PREFIX + type.name), isSnippet: false },
    rank: rankOf(type),
    order,
    detail: type.extension,
    documentation: type.doc,
    isPreselected: rankOf(type) === RANK.first,
  }));
}

/** `name` beside the `typed_config` in which the type stands. */
function extensionName({ resource }: CompletionContext, steps: readonly FrameStep[]): string | undefined {
  const owner = steps.slice(0, -2).reduce<typeof resource>((node, step) => {
    if (typeof step === 'string') return entryUnder(node, step)?.value;
    return node?.kind === 'seq' ? node.items[step]?.value : undefined;
  }, resource);
  return scalarUnder(owner, 'name')?.text;
}
