/** Saves the picture: SVG and PNG are drawn here in the colours of the theme, Mermaid is written by the server. */
import type { Picture } from '../../../server/src/graph/picture/picture.ts';
import { type Colours, DARK, LIGHT, toSvg } from '../../../server/src/graph/picture/svg.ts';
import { send } from '../shared/store.ts';
import { pictureWords } from './words.ts';

/** Of a picture of pixels; larger ones no browser draws. */
const MAX_SIDE = 16_000;
const SHARP = 2;

export async function savePicture(format: 'svg' | 'png' | 'mermaid', picture: Picture): Promise<void> {
  if (format === 'mermaid') {
    send({ type: 'save', format, content: '' });
    return;
  }
  const svg = toSvg(picture, themeColours(), pictureWords());
  if (format === 'svg') send({ type: 'save', format, content: svg });
  else send({ type: 'save', format, ...(await toPng(svg)) });
}

/** As a `data:` address; one that is larger than any canvas is drawn smaller. */
async function toPng(svg: string): Promise<{ readonly content: string; readonly isReduced: boolean }> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SHARP, MAX_SIDE / image.naturalHeight, MAX_SIDE / image.naturalWidth);
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(image.naturalWidth * scale);
  canvas.height = Math.floor(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { content: canvas.toDataURL('image/png'), isReduced: scale < 1 };
}

/** As the page is painted now; what a theme does not say is taken from our own. */
function themeColours(): Colours {
  const isDark = !document.body.className.includes('light');
  const own = isDark ? DARK : LIGHT;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string, otherwise: string) => {
    const value = style.getPropertyValue(name).trim();
    return /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise;
  };
  return {
    ...own,
    background: colour('--vscode-editor-background', own.background),
    foreground: colour('--vscode-foreground', own.foreground),
    error: colour('--vscode-editorError-foreground', own.error),
    warning: colour('--vscode-editorWarning-foreground', own.warning),
    info: colour('--vscode-editorInfo-foreground', own.info),
  };
}
