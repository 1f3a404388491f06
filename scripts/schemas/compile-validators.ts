/** Compiles the schemas of one family ahead of time: one ES module, no `eval`, no import, small enough for the web. */
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import type { CompactFamily } from '../../server/src/schema/compact-facts.ts';
import { type JsonSchema, type ValidationSchemas, validationSchemas } from './validation-schema.ts';

/**
 * Beyond this length a text is too long for every field that has a pattern, which is reported as such; matching it
 * would only cost time.
 */
const PATTERN_LENGTH = 4096;

const PRELUDE = `
const codePoints = (text) => { let count = 0; for (const _ of text) count++; return count; };
const guarded = (source, flags) => {
  const pattern = new RegExp(source, flags);
  return { test: (text) => text.length > ${PATTERN_LENGTH} || pattern.test(text) };
};
const failed = (errors, instancePath, keyword, params) => {
  const error = { instancePath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
};
`;

export async function compileValidators(family: CompactFamily): Promise<string> {
  const schemas = validationSchemas(family);
  const names = Object.keys(schemas.kinds);
  const code = ownHelpers(standaloneCode(schemas, names));
  const withExport = `${PRELUDE}${code}\nexport const validators = { ${names.join(', ')} };\n`;
  const { code: minified } = await transform(withExport, {
    loader: 'js',
    format: 'esm',
    target: 'es2022',
    minify: true,
    treeShaking: true,
    charset: 'utf8',
    legalComments: 'none',
  });
  const wrapped = minified.replaceAll('};function', '};\nfunction');
  if (/\brequire\(|\beval\(|new Function\b|\bimport\b|parentData/.test(wrapped)) {
    throw new Error('the compiled validators refer to something outside of themselves');
  }
  return wrapped;
}

function standaloneCode(schemas: ValidationSchemas, names: readonly string[]): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: true,
    strictTypes: false,
    allowUnionTypes: true,
    validateFormats: false,
    validateSchema: false,
    code: { source: true, esm: true, regExp: guardedEngine() },
  });
  ajv.addSchema({ $id: 'defs', $defs: schemas.$defs });
  for (const name of names) ajv.addSchema({ ...(qualify(schemas.kinds[name]) as JsonSchema), $id: name });
  return standalone(ajv, Object.fromEntries(names.map((name) => [name, name])));
}

/** ajv writes `new <code>(…)` nowhere itself: the engine names the function that the prelude defines. */
function guardedEngine() {
  return Object.assign((source: string, flags: string) => new RegExp(source, flags), { code: 'guarded' });
}

/** References of kind schemas point into the shared definitions. */
function qualify(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(qualify);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === '$ref' ? [key, `defs${String(value)}`] : [key, qualify(value)],
    ),
  );
}

/** Drops what nobody reads (`schemaPath`, limits that the field schema holds anyway) and links our own functions. */
function ownHelpers(code: string): string {
  return code
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints')
    .replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, '')
    .replaceAll('{instancePath,', '{instancePath:instancePath,')
    .replaceAll(/params:\{(?!missingProperty|additionalProperty)[^{}]*\}/g, 'params:{}')
    .replaceAll(
      /const (err\d+) = \{instancePath:((?:(?!;).)*?),keyword:("\w+"),params:(\{(?:(?!;).)*?\})\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/gs,
      'vErrors = failed(vErrors, $2, $3, $4);',
    )
    .replaceAll(/,\s*parentData:[^{}]*?,\s*rootData\}/g, '}')
    .replaceAll(/,\s*parentData,\s*parentDataProperty,\s*rootData=data(?:,\s*dynamicAnchors=\{\})?\}/g, '}')
    .replaceAll(/export const (\w+) = /g, 'const $1 = ')
    .replace(/^"use strict";/, '');
}
