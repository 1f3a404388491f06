/** All whole-resource skeletons. */
import { GATEWAY_API_SKELETONS } from './gateway-api.ts';
import { NETWORKING_SKELETONS } from './networking.ts';
import { POLICY_SKELETONS } from './policies.ts';
import type { SkeletonTable } from './skeleton.ts';

export const SKELETONS: SkeletonTable = {
  ...NETWORKING_SKELETONS,
  ...POLICY_SKELETONS,
  ...GATEWAY_API_SKELETONS,
};
