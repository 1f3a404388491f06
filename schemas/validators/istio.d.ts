/** Compiled by `npm run gen:schemas`; by kind. */
export interface CompiledError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  /** The key a `required` or `additionalProperties` error is about. */
  readonly params: { readonly missingProperty?: string; readonly additionalProperty?: string };
}

export interface CompiledValidator {
  (value: unknown): boolean;
  readonly errors: readonly CompiledError[] | null;
}

export const validators: Readonly<Record<string, CompiledValidator>>;
