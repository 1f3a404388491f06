/** Widths of texts as the page draws them. */
import type { Measure } from '../../../server/src/graph/picture/shapes.ts';

const FONT_SIZE = 12;
const SMALL = 11;
const known = new Map<string, number>();
/** A canvas for each look: setting a font costs more than measuring with it. */
const canvases = new Map<string, CanvasRenderingContext2D | null>();
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
  const canvas = canvasOf(look);
  if (canvas === null) return text.length * SMALL;
  const { width } = canvas.measureText(text);
  known.set(key, width);
  return width;
}

function canvasOf(look: 'name' | 'text' | 'dim'): CanvasRenderingContext2D | null {
  let canvas = canvases.get(look);
  if (canvas === undefined) {
    canvas = document.createElement('canvas').getContext('2d');
    canvases.set(look, canvas);
    family ??= getComputedStyle(document.body).fontFamily;
    if (canvas !== null)
      canvas.font = `${look === 'name' ? 600 : 400} ${look === 'dim' ? SMALL : FONT_SIZE}px ${family}`;
  }
  return canvas;
}
