/**
 * Messages that stand in an object as they are, and in each other: the value of a patch, an extension below
 * `typed_config`. Which message it is, a value near it says.
 */
import type { KindId } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import { envoyMessages, familyOfKind } from './families.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';
import { fieldAt, fieldPath } from './lookup.ts';
import { ANY_MESSAGE, messageId, TYPE_KEY } from './message-text.ts';

type Steps = readonly (string | number)[];

/** The text of the scalar at a place, from the root of the object; undefined where none is. */
export type ReadText = (steps: Steps) => string | undefined;

export interface InnerMessage {
  readonly kind: KindSchema;
  /** How many steps lead from the root of the object to it. */
  readonly depth: number;
}

/** A place of an object at which a message stands: how many steps above it, and under which key, its name is told. */
interface Holder {
  readonly above: number;
  readonly key: string;
  message(told: string): KindId | undefined;
}

const HOLDERS: Readonly<Record<string, Holder>> = {
  'networking.istio.io/EnvoyFilter spec.configPatches[].patch.value': {
    above: 2,
    key: 'applyTo',
    message: (applyTo) => envoyMessages().patched.get(applyTo),
  },
};

/** The last of them on the way; `depth` 0 and the kind itself where there is none. */
export function innermostMessage(kind: KindSchema, steps: Steps, read: ReadText): InnerMessage {
  let found: InnerMessage = { kind, depth: 0 };
  for (let depth = 1; depth <= steps.length; depth++) {
    const inner = steps.slice(found.depth, depth);
    const id = standsAt(found.kind, inner, (below) => read([...steps.slice(0, found.depth), ...below]));
    // The type itself belongs to the field around the message.
    if (id === undefined || steps[depth] === TYPE_KEY) continue;
    const message = familyOfKind(id)?.kinds().get(id);
    if (message !== undefined) found = { kind: message, depth };
  }
  return found;
}

/** The message at a place of a kind, as what is written there names it. */
function standsAt(kind: KindSchema, steps: Steps, read: ReadText): KindId | undefined {
  if (isAnyMessage(fieldAt(kind, steps))) return typeNamed(read([...steps, TYPE_KEY]));
  if (steps.at(-1) !== 'value') return undefined;
  const holder = lookUp(HOLDERS, `${kind.id} ${fieldPath(kind, steps) ?? ''}`);
  const told = holder && read([...steps.slice(0, steps.length - holder.above), holder.key]);
  return told === undefined ? undefined : holder?.message(told);
}

/** The field takes any message that says which it is. */
export function isAnyMessage(field: FieldSchema | undefined): boolean {
  return field?.format === ANY_MESSAGE;
}

/** `type.googleapis.com/envoy.….Lua` names the message behind its last slash. */
export function typeNamed(url: string | undefined): KindId | undefined {
  return url === undefined ? undefined : messageId(url.slice(url.lastIndexOf('/') + 1));
}
