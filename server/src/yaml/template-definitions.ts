/** Definitions of a template print where they are called: what they hold is no part of the text around them. */
import type { TemplateAction } from './template-action.ts';

const OPENING = /^\{\{<?-?\s*(if|range|with|define|block)\b/;
const END = /^\{\{<?-?\s*end\b/;
/** What begins an object stays in sight, wherever it is printed. */
const OBJECT = /^[ \t]*apiVersion:/m;
/** As much of an action as tells what it is. */
const HEAD = 80;

/** Makes one action of each definition on lines of its own that holds no object. In order; linear in the actions. */
export function withoutDefinitions(
  text: string,
  actions: readonly TemplateAction[],
): readonly TemplateAction[] {
  const ends = endsOfDefinitions(text, actions);
  if (ends.size === 0) return actions;
  const kept: TemplateAction[] = [];
  let until = 0;
  for (const action of actions) {
    if (action.start < until) continue;
    const end = ends.get(action);
    if (end === undefined || !isOnLinesOfItsOwn(text, action.start, end)) kept.push(action);
    else if (OBJECT.test(text.slice(action.end, end))) kept.push(action);
    else {
      kept.push({ ...action, end });
      until = end;
    }
  }
  return kept;
}

function endsOfDefinitions(
  text: string,
  actions: readonly TemplateAction[],
): ReadonlyMap<TemplateAction, number> {
  const ends = new Map<TemplateAction, number>();
  const open: { readonly action: TemplateAction; readonly word: string | undefined }[] = [];
  for (const action of actions) {
    if (action.isOutput) continue;
    const head = text.slice(action.start, action.start + HEAD);
    const word = OPENING.exec(head)?.[1];
    if (word !== undefined) open.push({ action, word });
    else if (END.test(head)) {
      const opened = open.pop();
      // Only the outermost blocks: elsewhere nothing can be defined.
      if (opened?.word === 'define' && open.length === 0) ends.set(opened.action, action.end);
    }
  }
  return ends;
}

function isOnLinesOfItsOwn(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const newline = text.indexOf('\n', end);
  const after = text.slice(end, newline < 0 ? text.length : newline);
  return before.trim() === '' && after.trim() === '';
}
