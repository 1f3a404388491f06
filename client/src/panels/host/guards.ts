/** Messages of a page, checked: a page is no friend. */
import type { FromPage, KeptState } from '../../../webview/shared/messages.ts';

/** More than any page has to say. */
const MAX_TEXT = 2_000_000;
const MAX_CONTENT = 100_000_000;

/** Undefined for what no page of ours sends. */
export function readMessage(value: unknown): FromPage | undefined {
  if (!isObject(value)) return undefined;
  switch (value['type']) {
    case 'ready':
    case 'all':
      return { type: value['type'] };
    case 'ask':
      return { type: 'ask', input: value['input'] };
    case 'open': {
      const { place, beside, focus } = value;
      return isText(place)
        ? { type: 'open', place, beside: beside === true, focus: focus === true }
        : undefined;
    }
    case 'copy': {
      const { text } = value;
      return isText(text) ? { type: 'copy', text } : undefined;
    }
    case 'save': {
      const { format, content } = value;
      const isKnown = format === 'svg' || format === 'png' || format === 'mermaid';
      return isKnown && isContent(content)
        ? { type: 'save', format, content, isReduced: value['isReduced'] === true }
        : undefined;
    }
    case 'follow':
      return { type: 'follow', isFollowing: value['isFollowing'] === true };
    case 'show': {
      const { panel, place, input } = value;
      if (!isText(panel) || (place !== undefined && !isText(place))) return undefined;
      return { type: 'show', panel, place, input };
    }
    case 'act': {
      const { action } = value;
      return isText(action) ? { type: 'act', action } : undefined;
    }
    default:
      return undefined;
  }
}

/** What the editor kept over a reload; undefined for another version, and for what is none. */
export function readState(value: unknown): KeptState | undefined {
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const { uri, line, character, isFollowing, input, look } = value;
  if (!isText(uri) || !isCount(line) || !isCount(character)) return undefined;
  return { version: 1, uri, line, character, isFollowing: isFollowing === true, input, look };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

/** A picture may be large. */
function isContent(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_CONTENT;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
