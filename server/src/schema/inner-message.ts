/**
 * Messages that stand in an object as they are, and in each other: the value of a patch, an extension below
 * `typed_config`. Which message it is, a value near it says.
 */
import type { KindId } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import { envoyMessages, familyOfKind } from './families.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';
import { fieldAt, fieldPath, memberAt } from './lookup.ts';
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
  let field: FieldSchema | undefined;
  for (const [at, step] of steps.entries()) {
    field = field === undefined || at === found.depth ? fieldAt(found.kind, [step]) : memberAt(field, step);
    // Below what the schema does not know it knows nothing, however deep that goes.
    if (field === undefined) break;
    const depth = at + 1;
    // The type itself belongs to the field around the message.
    if (steps[depth] === TYPE_KEY) continue;
    const id = standsAt({ around: found, field, steps, depth }, read);
    const message = id && familyOfKind(id)?.kinds().get(id);
    if (message !== undefined) found = { kind: message, depth };
  }
  return found;
}

interface MessagePlace {
  readonly around: InnerMessage;
  readonly field: FieldSchema;
  readonly steps: Steps;
  /** How many of the steps lead to it. */
  readonly depth: number;
}

/** The message at a place, as what is written there names it. */
function standsAt({ around, field, steps, depth }: MessagePlace, read: ReadText): KindId | undefined {
  if (isAnyMessage(field)) return typeNamed(read([...steps.slice(0, depth), TYPE_KEY]));
  if (steps[depth - 1] !== 'value') return undefined;
  const path = fieldPath(around.kind, steps.slice(around.depth, depth)) ?? '';
  const holder = lookUp(HOLDERS, `${around.kind.id} ${path}`);
  const told = holder && read([...steps.slice(0, depth - holder.above), holder.key]);
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
