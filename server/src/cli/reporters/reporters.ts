/** The forms of a report; a new one is a file beside this one and a line here. */
import { compact } from './compact.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

export const FORMATS = ['pretty', 'json', 'compact', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export const REPORTERS: Readonly<Record<Format, Reporter>> = { pretty, json, compact, github };
