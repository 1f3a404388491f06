/** Patterns and whole resources as a list to choose from, as they would be offered in an empty document of a file. */
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { schemaTarget } from '../../schema-target.ts';
import type { CompletionItem } from '../completion-item.ts';
import { completionContext } from '../context.ts';
import { resources } from '../resources.ts';
import { patterns } from './index.ts';

export interface OfferedPattern {
  readonly label: string;
  /** Group and namespace, or API version. */
  readonly context: string;
  readonly about: string;
  /** LSP snippet syntax, LF. */
  readonly text: string;
}

/** `uri`: of a file that need not exist; names are those of its world, else of any. */
export function offeredPatterns(snapshot: Snapshot, uri: string): readonly OfferedPattern[] {
  const ctx = completionContext('', 0, {
    uri,
    target: schemaTarget(snapshot, uri),
    world: snapshot.world(uri) ?? snapshot.worlds()[0],
    reported: () => [],
  });
  return ctx === undefined ? [] : [...patterns(ctx), ...resources(ctx)].map(toPattern);
}

function toPattern({ label, context, detail, insertText }: CompletionItem): OfferedPattern {
  return { label, context: context ?? '', about: detail === context ? '' : (detail ?? ''), text: insertText };
}
