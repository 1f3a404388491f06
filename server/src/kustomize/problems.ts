/** What a build says besides its objects. */
import type { Place } from './place.ts';

/** Stable; becomes the rule `kustomize/<class>`. */
export type BuildErrorClass =
  | 'cycle'
  | 'outside-root'
  | 'path-missing'
  | 'kustomization-missing'
  | 'kustomization-several'
  | 'kustomization-empty'
  | 'kustomization-malformed'
  | 'kustomization-unknown-field'
  | 'kustomization-bad-type'
  | 'kustomization-wrong-kind'
  | 'component-mismatch'
  | 'resource-malformed'
  | 'resource-duplicate-key'
  | 'resource-not-an-object'
  | 'duplicate-id'
  | 'namespace-collision'
  | 'generator-conflict'
  | 'generator-malformed'
  | 'replicas-target-missing'
  | 'patch-target-missing'
  | 'patch-malformed'
  | 'patch-failed'
  | 'replacement-source'
  | 'replacement-target'
  | 'var-object-missing'
  | 'too-large';

export interface BuildError extends Place {
  readonly class: BuildErrorClass;
  /** One sentence: what is wrong at the place. */
  readonly message: string;
  /**
   * No mistake of its own: what is missing may be made before the build (content of a generator, a file that git
   * ignores), or the step fails for the sake of an earlier one.
   */
  readonly isContent?: true;
}

/** A part that only the network or another program could give. */
export interface Unresolved extends Place {
  readonly kind: 'remote' | 'helm' | 'plugin' | 'patch-target';
  /** Whether it brings objects, changes some, or only checks them. */
  readonly effect: 'adds' | 'changes' | 'checks';
  readonly value: string;
}

/** What they leave out may hold any object, or what a merge must know. */
const GAPS: ReadonlySet<BuildErrorClass> = new Set([
  'path-missing',
  'kustomization-missing',
  'kustomization-several',
  'kustomization-empty',
  'kustomization-malformed',
  'kustomization-wrong-kind',
  'component-mismatch',
  'resource-malformed',
  'resource-duplicate-key',
  'resource-not-an-object',
]);

/** What comes of something missing. */
const FOLLOW_UPS: ReadonlySet<BuildErrorClass> = new Set([
  'replacement-source',
  'replacement-target',
  'patch-target-missing',
  'patch-failed',
  'replicas-target-missing',
  'var-object-missing',
  'generator-conflict',
]);

/** Beyond that many, more say nothing new. */
const MAX_ERRORS = 100;

/** Collects while a build runs. A failing step is left out and the build goes on. */
export class Problems {
  readonly errors: BuildError[] = [];
  readonly unresolved: Unresolved[] = [];

  #hasGaps = false;

  /** Always undefined, for steps that return what they made. */
  fail(errorClass: BuildErrorClass, message: string, { file, start, end }: Place): undefined {
    if (this.errors.length >= MAX_ERRORS) return undefined;
    const isFollowUp = this.#hasGaps && FOLLOW_UPS.has(errorClass);
    this.#hasGaps ||= GAPS.has(errorClass);
    const error = { class: errorClass, message, file, start, end };
    this.errors.push(isFollowUp ? { ...error, isContent: true } : error);
    return undefined;
  }

  failPath(message: string, place: Place, use: 'yaml' | 'content'): undefined {
    this.fail('path-missing', message, place);
    const added = this.errors.at(-1);
    if (use === 'content' && added !== undefined) {
      this.errors[this.errors.length - 1] = { ...added, isContent: true };
    }
    return undefined;
  }

  leaveOut(part: Pick<Unresolved, 'kind' | 'effect' | 'value'>, { file, start, end }: Place): undefined {
    this.unresolved.push({ ...part, file, start, end });
    return undefined;
  }

  /** True when a part is missing that may hold any object. */
  get hasMissingObjects(): boolean {
    return this.unresolved.some(({ effect }) => effect === 'adds');
  }
}
