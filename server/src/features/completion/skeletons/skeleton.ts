/** Whole-resource skeletons by kind. Each is valid for its kind with its placeholders as they are (a test proves it). */
import type { KindId } from '../../../base/kind-id.ts';

export type SkeletonTable = Readonly<Partial<Record<KindId, string>>>;
