/** Pictures of 16 × 16 pixels, of our own: each kind and mark is told by its shape. Drawn as lines unless `filled`. */

export interface Icon {
  readonly path: string;
  readonly filled?: boolean;
}

export const ICONS = {
  gateway: { path: 'M5 3h6l3.5 5-3.5 5H5L1.500 8z' },
  host: {
    path: 'M8 2.500a5.500 5.500 0 1 0 0 11a5.500 5.500 0 1 0 0-11zM2.500 8h11M8 2.500c-3.300 3.500-3.300 7.500 0 11M8 2.500c3.300 3.500 3.300 7.500 0 11',
  },
  service: { path: 'M3 4h10v8.500H3zM3 6.800h10' },
  'service-entry': { path: 'M9 3h4v4M13 3L7.500 8.500M10.500 9v3.500h-7.500v-7.500H6.500' },
  workload: { path: 'M8 2.500l5 2.700v5.600l-5 2.700l-5-2.700V5.200zM3 5.200l5 2.800l5-2.800M8 8v5.500' },
  unknown: {
    path: 'M5.800 5.500c.3-1.600 1.200-2.300 2.300-2.300c1.300 0 2.200.9 2.200 2.100c0 1.700-2.100 1.900-2.100 3.900M8.100 11.600v1.200',
  },
  namespace: { path: 'M2.500 12.500v-9h4l1.500 1.700h5.500v7.300z' },
  strict: {
    path: 'M4 7.500h8v5.500H4zM5.500 7.500V5.500a2.500 2.500 0 0 1 5 0v2h-1.200v-2a1.300 1.300 0 0 0-2.600 0v2z',
    filled: true,
  },
  permissive: { path: 'M4 7.500h8v5.500H4zM5.700 7.500V5.500a2.300 2.300 0 0 1 4.600 0v2' },
  disabled: { path: 'M4 7.500h8v5.500H4zM5.700 7.500V4.500a2.300 2.300 0 0 1 4.400-.9' },
  mixed: {
    path: 'M2 8h5.500v4.500H2zM3.300 8V6.500a1.500 1.500 0 0 1 3 0V8M9 8h5v4.500H9zM10 8V6.500a1.500 1.500 0 0 1 3 0V8M6 14.500L10.500 3',
  },
  policies: {
    path: 'M8 2.500l5 1.800v3.700c0 3-2 4.800-5 5.800c-3-1-5-2.800-5-5.800V4.300zM5.600 8l1.800 1.800l3-3.500',
  },
  open: {
    path: 'M8 2.500l5 1.800v3.700c0 3-2 4.800-5 5.800c-3-1-5-2.800-5-5.800V4.300zM6.200 6.200l3.600 3.600M9.800 6.200l-3.600 3.600',
  },
  external: {
    path: 'M8 2.500l5 1.800v3.700c0 3-2 4.800-5 5.800c-3-1-5-2.800-5-5.800V4.300zM6.700 6.600c.1-.9.6-1.300 1.300-1.300c.8 0 1.300.5 1.300 1.200c0 1-1.200 1.100-1.200 2.200M8.100 10.300v.8',
  },
  waypoint: { path: 'M2 4l3 8.500L8 5.500l3 7L14 4' },
  fault: { path: 'M9 2L4.500 8.800h3L6.500 14l5-7h-3.200z', filled: true },
  error: {
    path: 'M8 1.800a6.200 6.200 0 1 0 0 12.400a6.200 6.200 0 1 0 0-12.400zM5.700 5L8 7.300L10.300 5L11 5.700L8.700 8L11 10.300L10.300 11L8 8.700L5.700 11L5 10.300L7.300 8L5 5.700z',
    filled: true,
  },
  warning: { path: 'M8 2L15 14H1zM7.400 6.500v4h1.200v-4zM7.400 11.300v1.300h1.200v-1.300z', filled: true },
  info: {
    path: 'M8 1.800a6.200 6.200 0 1 0 0 12.400a6.200 6.200 0 1 0 0-12.400zM7.400 7v4.500h1.200V7zM7.400 4.500v1.300h1.200V4.500z',
    filled: true,
  },
} as const satisfies Readonly<Record<string, Icon>>;

export type IconName = keyof typeof ICONS;
