/** The picture as an SVG file: no script, no style sheet, no font or link from elsewhere; text is text. */
import { visibleCharacters } from '../../base/visible-text.ts';
import { drawnLinks } from './ends.ts';
import { layOut } from './layout.ts';
import { BAND_WIDTH, BAND_X, type Card, COLUMNS, PICTURE_WIDTH, type Picture } from './picture.ts';
import {
  cardShapes,
  cutMiddle,
  iconShape,
  type Look,
  linkPath,
  linkWidth,
  type Measure,
  type Shape,
} from './shapes.ts';
import { ENGLISH, type PictureCounts, type PictureWords } from './words.ts';

/** The colours of a theme, as SVG writes them. */
export interface Colours {
  readonly background: string;
  readonly foreground: string;
  readonly dim: string;
  readonly outline: string;
  readonly separator: string;
  readonly card: string;
  readonly band: string;
  readonly accent: string;
  readonly error: string;
  readonly warning: string;
  readonly info: string;
  readonly shares: readonly [string, string, string];
}

export const LIGHT: Colours = {
  background: '#ffffff',
  foreground: '#333333',
  dim: '#5f5f5f',
  outline: '#b9b9b9',
  separator: '#e3e3e3',
  card: '#f0f0f0',
  band: '#f8f8f8',
  accent: '#005fb8',
  error: '#c72e0f',
  warning: '#946200',
  info: '#0063d3',
  shares: ['#1a85ff', '#d18616', '#652d90'],
};

export const DARK: Colours = {
  background: '#1f1f1f',
  foreground: '#cccccc',
  dim: '#9d9d9d',
  outline: '#5a5a5a',
  separator: '#343434',
  card: '#2d2d2d',
  band: '#252526',
  accent: '#0078d4',
  error: '#f14c4c',
  warning: '#cca700',
  info: '#3794ff',
  shares: ['#3794ff', '#d18616', '#b180d7'],
};

const MARGIN = 12;
const HEAD = 26;

export function toSvg(picture: Picture, colours: Colours = LIGHT, words: PictureWords = ENGLISH): string {
  const isOpen = ({ rows }: Card) => rows.length > 0;
  const layout = layOut({ ...picture, isOpen });
  const width = PICTURE_WIDTH + MARGIN;
  const height = layout.height + HEAD + MARGIN;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(words.title)}</title>`,
    `<desc>${escaped(words.about(countsOf(picture)))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    ...heads(colours, words),
    `<g transform="translate(0 ${HEAD})">`,
  ];
  for (const { name, y, height: tall } of layout.bands) {
    lines.push(
      `<rect x="${BAND_X}" y="${y}" width="${BAND_WIDTH}" height="${tall}" rx="4" fill="${colours.band}" stroke="${colours.separator}"/>`,
      shapeText(iconShape('namespace', BAND_X + 9, y + 5, 'icon'), colours),
      shapeText(
        {
          tag: 'text',
          look: 'name',
          x: BAND_X + 28,
          y: y + 17,
          text: cutMiddle(measure, name === '' ? words.noNamespace : name, BAND_WIDTH - 60, 'name'),
        },
        colours,
      ),
    );
  }
  for (const { link, ends } of drawnLinks(picture.cards, picture.links, layout, isOpen)) {
    const isMissing = link.state === 'missing';
    const dash =
      isMissing || link.kind === 'mirrors'
        ? '5 3'
        : link.kind === 'admits' || link.state !== undefined
          ? '1.500 3'
          : '';
    lines.push(
      `<path d="${linkPath(ends)}" fill="none" stroke="${isMissing ? colours.error : colours.outline}" stroke-width="${linkWidth(link)}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}/>`,
    );
  }
  for (const card of picture.cards) {
    const at = layout.cards.get(card.id);
    if (at === undefined) continue;
    const { back, head, rows } = cardShapes(card, at, isOpen(card), { measure, words });
    lines.push('<g>');
    for (const shape of [...back, ...head, ...rows.flatMap(({ shapes }) => shapes)])
      lines.push(shapeText(shape, colours));
    lines.push('</g>');
  }
  return `${[...lines, '</g>', '</svg>'].join('\n')}\n`;
}

function countsOf({ cards, links }: Picture): PictureCounts {
  const count = (kind: Card['kind']) => cards.filter((card) => card.kind === kind).length;
  const destinations = links.filter(({ kind }) => kind === 'routes').length;
  return { gateways: count('gateway'), hosts: count('host'), services: count('service'), destinations };
}

function heads(colours: Colours, words: PictureWords): readonly string[] {
  return words.heads.map((text, column) => {
    const x = COLUMNS[column]?.x ?? 0;
    return shapeText({ tag: 'text', look: 'dim', x, y: 17, text }, colours);
  });
}

function shapeText(shape: Shape, colours: Colours): string {
  switch (shape.tag) {
    case 'rect': {
      const { x, y, width, height, radius, look } = shape;
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${radius === undefined ? '' : ` rx="${radius}"`} ${paint(look, colours)}/>`;
    }
    case 'path':
      return `<path transform="translate(${shape.x} ${shape.y})" d="${shape.path}" ${paint(shape.look, colours)}/>`;
    case 'text': {
      const { x, y, text, anchor, look } = shape;
      const weight = look === 'name' ? ' font-weight="600"' : look === 'dim' ? ' font-size="11"' : '';
      const fill = look === 'dim' ? colours.dim : colours.foreground;
      return `<text x="${x}" y="${y}"${anchor === undefined ? '' : ' text-anchor="end"'}${weight} fill="${fill}">${escaped(text)}</text>`;
    }
  }
}

function paint(look: Look, colours: Colours): string {
  const { outline, card, background, error, warning, info, foreground, separator, accent } = colours;
  switch (look) {
    case 'card':
      return `fill="${card}" stroke="${outline}"`;
    case 'card-external':
      return `fill="${card}" stroke="${outline}" stroke-dasharray="4 3"`;
    case 'card-missing':
      return `fill="${background}" stroke="${error}" stroke-dasharray="4 3"`;
    case 'card-unjudged':
      return `fill="${background}" stroke="${outline}" stroke-dasharray="1.500 3"`;
    case 'separator':
      return `fill="${separator}"`;
    case 'icon':
      return `fill="none" stroke="${foreground}" stroke-width="1.200"`;
    case 'icon-filled':
      return `fill="${foreground}" fill-rule="evenodd"`;
    case 'icon-warning':
      return `fill="none" stroke="${warning}" stroke-width="1.400"`;
    case 'mark-error':
      return `fill="${error}" fill-rule="evenodd"`;
    case 'mark-warning':
      return `fill="${warning}" fill-rule="evenodd"`;
    case 'mark-info':
      return `fill="${info}" fill-rule="evenodd"`;
    case 'share0':
      return `fill="${colours.shares[0]}"`;
    case 'share1':
      return `fill="${colours.shares[1]}"`;
    case 'share2':
      return `fill="${colours.shares[2]}"`;
    case 'dot':
      return `fill="${background}" stroke="${outline}"`;
    case 'touched':
      return `fill="${accent}"`;
    default:
      return `fill="${foreground}"`;
  }
}

const NARROW = /[iljtfrI.,:;|!'()[\]/ -]/;
const WIDE = /[mwMW@%]/;

/** A guess on the wide side: no font can be asked here. */
const measure: Measure = (text, look) => {
  const unit = look === 'name' ? 8.3 : look === 'text' ? 7.4 : 6.9;
  let width = 0;
  for (const character of text) {
    const isWide = WIDE.test(character) || (character.codePointAt(0) ?? 0) > 0x2fff;
    width += unit * (NARROW.test(character) ? 0.62 : isWide ? 1.45 : 1);
  }
  return width;
};

/** What ends an element, and what XML forbids. */
function escaped(text: string): string {
  return visibleCharacters(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
