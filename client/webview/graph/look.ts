/** What a person has done to the picture: kept over reloads, never undone by an edit. */
import { PICTURE_WIDTH } from '../../../server/src/graph/picture/picture.ts';

export interface Look {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
  readonly selected: string | undefined;
  readonly focused: string;
  readonly search: string;
  readonly isOpenFileOnly: boolean;
  readonly isFindingsOnly: boolean;
  readonly isTable: boolean;
  /** Cards that a person has opened or closed by hand. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

export const FIRST_LOOK: Look = {
  zoom: 0,
  left: 0,
  top: 0,
  selected: undefined,
  focused: '',
  search: '',
  isOpenFileOnly: false,
  isFindingsOnly: false,
  isTable: false,
  opened: [],
  closed: [],
};

export const MIN_ZOOM = 0.25;
export const MAX_ZOOM = 2;

/** Read field by field: it comes from the editor's storage. */
export function lookFrom(value: unknown): Look {
  if (typeof value !== 'object' || value === null) return FIRST_LOOK;
  const kept = value as Readonly<Record<string, unknown>>;
  const number = (key: string) => (typeof kept[key] === 'number' ? kept[key] : 0);
  const text = (key: string) => (typeof kept[key] === 'string' ? kept[key] : '');
  const texts = (key: string) =>
    Array.isArray(kept[key]) ? kept[key].filter((each) => typeof each === 'string') : [];
  return {
    zoom: clampZoom(number('zoom')),
    left: number('left'),
    top: number('top'),
    selected: text('selected') || undefined,
    focused: text('focused'),
    search: text('search'),
    isOpenFileOnly: kept['isOpenFileOnly'] === true,
    isFindingsOnly: kept['isFindingsOnly'] === true,
    isTable: kept['isTable'] === true,
    opened: texts('opened'),
    closed: texts('closed'),
  };
}

/** 0: not yet chosen, the width decides. */
export function clampZoom(zoom: number): number {
  return zoom === 0 ? 0 : Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

/** Never so small that rows lose their text, never larger than life. */
export function fitWidth(box: HTMLElement): number {
  return Math.min(1, Math.max(0.7, box.clientWidth / PICTURE_WIDTH));
}
