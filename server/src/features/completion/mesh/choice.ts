/** A name that completion offers. */
import { kindName } from '../../../base/kind-id.ts';
import type { ResourceRef } from '../../../model/resource.ts';
import { code } from '../../hover/hover-page.ts';
import type { Habit } from '../completion-item.ts';
import type { MeshPlace } from './mesh-place.ts';

/** More are of no use to anybody; the client asks again as the word grows. */
export const MAX_CHOICES = 100;

export interface Choice {
  /** What is inserted, and what the list shows. */
  readonly name: string;
  /** One of `RANK`; `common` when absent. */
  readonly rank?: number;
  /** What the typed text is matched with, when it is not the name. */
  readonly filterWord?: string;
  readonly isDeprecated?: boolean;
  readonly habit?: Habit;
  /** Asked only of what is shown. */
  readonly about: () => About;
}

export interface About {
  /** One line: kind, namespace, ports. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** The names that may stand at a place, best first. Of several with one name the first is shown. */
export type ChoiceSource = (place: MeshPlace) => readonly Choice[];

/** A word of Istio's own: `mesh`, `*`. */
export function word(name: string, detail: string, rank?: number): Choice {
  return { name, about: () => ({ detail }), ...(rank !== undefined && { rank }) };
}

/** `Gateway · edge` and the file that holds it. */
export function aboutObject(
  { reader }: MeshPlace,
  resource: ResourceRef,
  more: readonly string[] = [],
): About {
  const { namespace, kindId } = resource;
  const parts = [kindName(kindId), ...(namespace === '' ? [] : [namespace]), ...more];
  const file = fileWords(reader.fileOf(resource));
  return { detail: parts.join(' · '), ...(file !== undefined && { documentation: file }) };
}

/** ``In [`catalog.yaml`](uri)``. */
export function fileWords(uri: string): string | undefined {
  if (uri === '') return undefined;
  const encoded = uri.slice(uri.lastIndexOf('/') + 1);
  return `In [${code(decoded(encoded))}](${uri.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
