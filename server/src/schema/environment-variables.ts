/** Environment variables of Istio's programs: what they switch, for whom, and since when. */
import record from '../../../schemas/environment.json' with { type: 'json' };
import { lookUp } from '../base/look-up.ts';

export interface EnvironmentVariable {
  readonly component: string;
  readonly type?: string;
  readonly default?: string | number | boolean;
  readonly since?: string;
  readonly changed?: unknown;
  readonly requires?: string;
  readonly doc: string;
}

export interface RetiredVariable {
  readonly until?: string;
  readonly doc?: string;
}

/** Release that the record is of. */
export const ENVIRONMENT_RELEASE: string = record.istio;

const KNOWN = record.env as unknown as Readonly<Record<string, EnvironmentVariable>>;
const RETIRED = record.removed as unknown as Readonly<Record<string, RetiredVariable>>;

export function environmentVariable(name: string): EnvironmentVariable | undefined {
  return lookUp(KNOWN, name);
}

/** One that no release reads any more. */
export function retiredVariable(name: string): RetiredVariable | undefined {
  return lookUp(RETIRED, name);
}

export function environmentNames(): readonly string[] {
  return [...Object.keys(KNOWN), ...Object.keys(RETIRED)];
}
