/** Values outside of what a field takes: range, length, count, pattern. */
import type { YamlNode } from '../yaml/node.ts';
import { effectiveLimit, effectiveNumber, type Judgement } from './effective-limit.ts';
import type { ErrorPlace } from './error-place.ts';
import type { Limit } from './field-schema.ts';
import { BASE64_PATTERN, patternWords } from './pattern-words.ts';
import { isNull } from './plain-value.ts';
import type { SchemaProblem } from './schema-problem.ts';

export type LimitKeyword = Exclude<Limit, 'required'>;

/** Undefined when the target's own limit is met: ajv knows only the strictest of all releases. */
export function explainLimit(
  keyword: LimitKeyword,
  place: ErrorPlace,
  judgement: Judgement,
): SchemaProblem | undefined {
  if (keyword === 'pattern') return explainPattern(place, judgement);
  const size = sizeOf(place.node, keyword);
  const limit = effectiveNumber(place.field, keyword, judgement);
  if (size === undefined || limit === undefined) return undefined;
  if (keyword.startsWith('min') ? size >= limit : size <= limit) return undefined;
  return limitProblem(keyword, size, place, judgement);
}

function limitProblem(
  keyword: LimitKeyword,
  size: number,
  { field, name, path }: ErrorPlace,
  judgement: Judgement,
): SchemaProblem {
  const bounds = (minimum: Limit, maximum: Limit) => ({
    minimum: effectiveNumber(field, minimum, judgement) ?? null,
    maximum: effectiveNumber(field, maximum, judgement) ?? null,
  });
  const place = { path, part: 'value', equivalents: ['schema'] } as const;
  switch (keyword) {
    case 'minimum':
    case 'maximum':
      return {
        code: 'out-of-range',
        ...place,
        data: { field: name, value: size, ...bounds('minimum', 'maximum') },
      };
    case 'minLength':
    case 'maxLength':
      return {
        code: 'bad-length',
        ...place,
        data: { field: name, length: size, ...bounds('minLength', 'maxLength') },
      };
    case 'minItems':
    case 'maxItems': {
      const data = { field: name, count: size, ...bounds('minItems', 'maxItems'), unit: 'item' } as const;
      return { code: 'bad-count', ...place, data };
    }
    default: {
      const data = {
        field: name,
        count: size,
        ...bounds('minProperties', 'maxProperties'),
        unit: 'entry',
      } as const;
      return { code: 'bad-count', ...place, data };
    }
  }
}

/** The number that the keyword limits; lengths count code points, as the API server does. */
function sizeOf(node: YamlNode, keyword: LimitKeyword): number | undefined {
  if (node.kind === 'seq') return node.items.length;
  if (node.kind === 'map') {
    return node.entries.filter((entry) => entry.overridden !== true && !isNull(entry.value)).length;
  }
  if (keyword.endsWith('Length')) return [...node.text].length;
  return typeof node.value === 'number' ? node.value : undefined;
}

function explainPattern(
  { node, field, name, path, parents }: ErrorPlace,
  judgement: Judgement,
): SchemaProblem | undefined {
  const isBase64 = field.format === 'byte';
  const pattern = isBase64 ? BASE64_PATTERN : effectiveLimit(field, 'pattern', judgement);
  if (
    node.kind !== 'scalar' ||
    typeof pattern !== 'string' ||
    pattern !== (isBase64 ? pattern : field.pattern)
  ) {
    return undefined;
  }
  const data = {
    field: parents.length === 0 ? '' : name,
    value: node.text,
    words: patternWords(pattern),
    pattern,
  };
  return { code: 'bad-pattern', path, part: 'value', data, equivalents: ['schema'] };
}
