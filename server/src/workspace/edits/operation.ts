/** What a fix or a refactoring wants of the workspace. */
import type { JsonValue } from '../../base/json.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Operation } from '../../yaml/plan/operation.ts';

type Manifest = Readonly<Record<string, JsonValue>>;

export type WorkspaceOperation =
  /** In the object `of`, or in the one that the operations were planned for. */
  | (Operation & { readonly of?: ResourceRef })
  /**
   * The object goes, with its document. `remark`: a comment that is left where the file held nothing else. `isMoved`: its
   * content is written elsewhere, which is refused when comments would be lost.
   */
  | {
      readonly op: 'removeObject';
      readonly of: ResourceRef;
      readonly remark: string;
      readonly isMoved?: true;
    }
  /** A document behind that of an object, in its file. */
  | { readonly op: 'createDocument'; readonly beside: ResourceRef; readonly manifest: Manifest }
  /** A file in the folder of an object's file; a number is put behind the name when there is one of that name. */
  | {
      readonly op: 'createFile';
      readonly beside: ResourceRef;
      /** Without folder: `reviews.yaml`. */
      readonly name: string;
      readonly manifests: readonly Manifest[];
    };
