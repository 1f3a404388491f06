/** Widths of texts as the page draws them. */
import type { Measure } from '../../../server/src/graph/picture/shapes.ts';

const FONT_SIZE = 12;
const SMALL = 11;
const known = new Map<string, number>();
let canvas: CanvasRenderingContext2D | null | undefined;
/** Asked for once: each look at a style makes the browser settle all that has changed. */
let family: string | undefined;

/** `scale`: how much larger than usual texts are drawn, so that none is too small on the screen. */
export function measureAt(scale: number): Measure {
  return (text, look) => scale * widthOf(text, look);
}

function widthOf(text: string, look: 'name' | 'text' | 'dim'): number {
  const key = `${look} ${text}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  canvas ??= document.createElement('canvas').getContext('2d');
  const size = look === 'dim' ? SMALL : FONT_SIZE;
  const weight = look === 'name' ? 600 : 400;
  if (canvas === null) return text.length * size;
  family ??= getComputedStyle(document.body).fontFamily;
  canvas.font = `${weight} ${size}px ${family}`;
  const { width } = canvas.measureText(text);
  known.set(key, width);
  return width;
}
