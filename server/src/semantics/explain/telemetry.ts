/** A Telemetry in words: what is measured, traced and logged, and what it loses against. */
import type { Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { concerns } from './policies.ts';
import { listed } from './words.ts';

export function explainTelemetry(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const { spec, ref } = object;
  const said = [
    ...spec.get('metrics').items().flatMap(metricsWords),
    ...spec.get('tracing').items().flatMap(tracingWords),
    ...spec.get('accessLogging').items().flatMap(loggingWords),
  ].map(({ text, path }) => ({ text, place: { resource: ref, path } }));
  return {
    does: said.length === 0 ? [{ text: 'It says nothing, so all stays as it is without it' }] : said,
    concerns: concerns(mesh, object),
    conflicts: conflicts(mesh, object),
    verify: [
      {
        command: `istioctl proxy-config listeners POD.${object.namespace} -o json`,
        expect: 'what it says in the filter istio.stats, in tracing and in access_log of the listeners',
      },
    ],
  };
}

interface Words {
  readonly text: string;
  readonly path: string;
}

const MODES: ReadonlyMap<string, string> = new Map([
  ['CLIENT', ' by clients'],
  ['SERVER', ' by servers'],
]);

function modeOf(match: Fields): string {
  return MODES.get(match.get('mode').string() ?? '') ?? '';
}

/** ` to zipkin`; nothing where they are those of the level above. */
function providersOf(entry: Fields, word: string): string {
  const names = entry
    .get('providers')
    .items()
    .map((provider) => provider.get('name').string() ?? '')
    .filter((name) => name !== '');
  return names.length === 0 ? '' : ` ${word} ${listed(names)}`;
}

function metricsWords(entry: Fields): readonly Words[] {
  const providers = providersOf(entry, 'for');
  const overrides = entry.get('overrides').items();
  if (overrides.length === 0)
    return providers === '' ? [] : [{ text: `Metrics are kept${providers}`, path: entry.path }];
  return overrides.map((override) => {
    const match = override.get('match');
    const metric = match.get('customMetric').string() ?? match.get('metric').string() ?? 'ALL_METRICS';
    const subject = metric === 'ALL_METRICS' ? 'All metrics' : `Metric ${metric}`;
    const verb = metric === 'ALL_METRICS' ? 'are' : 'is';
    const isOff = override.get('disabled').boolean() === true;
    const tags = override.get('tagOverrides').entries();
    const removed = tags
      .filter(([, tag]) => tag.get('operation').string() === 'REMOVE')
      .map(([name]) => name);
    const set = tags.filter(([, tag]) => tag.get('operation').string() !== 'REMOVE').map(([name]) => name);
    const parts = [
      ...(removed.length === 0 ? [] : [`without tag ${listed(removed)}`]),
      ...(set.length === 0 ? [] : [`with tag ${listed(set)} set`]),
    ];
    const what = isOff ? 'not kept' : ['kept', ...(parts.length === 0 ? [] : [listed(parts)])].join(' ');
    return { text: `${subject} ${verb} ${what}${modeOf(match)}${providers}`, path: override.path };
  });
}

function tracingWords(entry: Fields): readonly Words[] {
  const { path } = entry;
  const who = modeOf(entry.get('match'));
  if (entry.get('disableSpanReporting').boolean() === true)
    return [{ text: `No span is reported${who}`, path }];
  const share = entry.get('randomSamplingPercentage').number();
  const providers = providersOf(entry, 'to');
  const tags = entry
    .get('customTags')
    .entries()
    .map(([name]) => name);
  const said = [
    ...(share === undefined ? [] : [`${share} % of the requests are traced${who}${providers}`]),
    ...(share === undefined && providers !== '' ? [`Requests are traced${who}${providers}`] : []),
    ...(tags.length === 0 ? [] : [`Spans carry tag ${listed(tags)}${who}`]),
  ];
  return said.map((text) => ({ text, path }));
}

function loggingWords(entry: Fields): readonly Words[] {
  const { path } = entry;
  const who = modeOf(entry.get('match'));
  const providers = providersOf(entry, 'to');
  if (entry.get('disabled').boolean() === true)
    return [{ text: `Access is not logged${who}${providers}`, path }];
  const filter = entry.get('filter').get('expression').string();
  return [
    { text: `Access is logged${who}${providers}${filter === undefined ? '' : ` where ${filter}`}`, path },
  ];
}

/** Of those for a whole namespace the oldest counts; others add to what is above them. */
function conflicts(mesh: Mesh, own: MeshObject): readonly Sentence[] {
  const isWide = ({ spec }: MeshObject) =>
    spec.get('selector').get('matchLabels').stringMap().size === 0 &&
    !spec.get('targetRef').exists &&
    spec.get('targetRefs').items().length === 0;
  if (!isWide(own)) return [];
  const wide = mesh.inNamespace(own.kind, own.namespace).filter(isWide);
  const [oldest] = wide;
  return wide
    .filter((other) => other !== own && (other === oldest || own === oldest))
    .map((other) => ({
      text:
        other === oldest
          ? `Telemetry ${other.id} is for the whole namespace too, and older or first by name: this one does not count`
          : `Telemetry ${other.id} is for the whole namespace too, and does not count beside this one`,
      place: { resource: other.ref, path: 'metadata.name' },
    }));
}
