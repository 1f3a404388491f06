/** A curve of the mesh's TLS defaults is none that proxies know, or stands in the list twice. */
import { nearest } from '../../base/nearest.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshParts } from '../message-problems.ts';

/** With the first release that takes them, where that is not the oldest. */
const CURVES: ReadonlyMap<string, string | undefined> = new Map([
  ['P-224', undefined],
  ['P-256', undefined],
  ['P-384', undefined],
  ['P-521', undefined],
  ['X25519', undefined],
  ['X25519Kyber768Draft00', '1.23'],
  ['X25519MLKEM768', '1.26'],
]);
/** The first release without it. */
const GONE: ReadonlyMap<string, string> = new Map([['CECPQ2', '1.23']]);

const UNKNOWN = admission([{ code: 'V-MC-10' }]);
const TWICE = admission([{ code: 'V-MC-11' }]);

export const unknownCurve = defineRule({
  id: 'mesh-config/unknown-curve',
  title: 'Curve of the TLS defaults is not known',
  severity: 'warning',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission([{ code: 'V-MC-10' }, { code: 'V-MC-11' }]),
  docs: {
    why: 'Curves are named as Envoy names them, to the letter: `P-256`, `X25519`. istiod only warns of another name, and passes it on or leaves it out; gateways then agree on fewer keys with their clients than was meant.',
    fix: 'Write a curve that proxies of the release know, once.',
  },
  messages: {
    unknown: ({ curve }: { curve: string }) => `"${curve}" is no curve that can be chosen`,
    twice: ({ curve }: { curve: string }) => `"${curve}" is listed twice`,
  },
  effect: 'It adds no curve',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    for (const mesh of meshParts(ctx.resource).meshes) {
      const seen = new Set<string>();
      for (const { value: curve, path } of mesh.get('tlsDefaults').get('ecdhCurves').strings()) {
        if (seen.has(curve)) {
          ctx.report({ message: 'twice', at: path, data: { curve }, equivalents: TWICE, fixes: ['drop'] });
        } else if (curve !== '' && !isKnown(curve, version)) {
          const data = { curve, known: [...CURVES.keys()].filter((each) => isKnown(each, version)) };
          ctx.report({ message: 'unknown', at: path, data, equivalents: UNKNOWN, fixes: ['useKnown'] });
        }
        seen.add(curve);
      }
    }
  },
  fixes: {
    useKnown: suggestion((finding) => {
      const { curve, known } = finding.data as unknown as { curve: string; known: readonly string[] };
      return nearest(curve, known).map((each) => use(finding, each));
    }),
    drop: suggestion(({ at, data }) => [
      { title: `Remove the second "${String(data['curve'])}"`, operations: [remove(at.path)] },
    ]),
  },
});

function isKnown(curve: string, version: string): boolean {
  const gone = GONE.get(curve);
  if (gone !== undefined) return !isAtLeast(version, gone);
  const since = CURVES.get(curve);
  return CURVES.has(curve) && (since === undefined || isAtLeast(version, since));
}
