// Not fixtures: what a program has printed is no file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readWhole } from '../yaml/read-whole.ts';
import { chartRendering, renderedDocuments } from './chart-rendering.ts';
import { errorIn, helmDocuments, helmFailure } from './helm-output.ts';
import { DEFAULT_WORLD_CONFIG } from './world-config.ts';

const FOLDER = 'file:///shop';
const ROUTE = `${FOLDER}/templates/route.yaml`;
const world = { id: '1', name: 'shop', config: DEFAULT_WORLD_CONFIG };

function reader(files: Readonly<Record<string, string>>) {
  const parsed = new Map(Object.entries(files).map(([uri, text]) => [uri, readWhole(text)]));
  return (uri: string) => parsed.get(uri);
}

/** Each value of what was printed with the line of the template that it stands in, from 1; and the line of its values file. */
function lines(template: string, printed: string, values = ''): Record<string, string> {
  const files = { [ROUTE]: template, [`${FOLDER}/values.yaml`]: values };
  const output = `---\n# Source: shop/templates/route.yaml\n${printed}`;
  const chart = { folder: FOLDER, templates: [ROUTE], values: [`${FOLDER}/values.yaml`] };
  const [document] = renderedDocuments({ output }, chart, reader(files));
  const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
  return Object.fromEntries(
    [...(document?.match?.places ?? [])].map(([path, { range, source, via }]) => {
      const by = via.map((place) => ` values ${lineOf(values, place.range.start)}`).join('');
      return [path, `${lineOf(template, range.start)}${source === undefined ? ' printed' : ''}${by}`];
    }),
  );
}

const HEAD = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n';

describe('places of what Helm printed', () => {
  it('literal text, actions in a line, and the values files that they name', () => {
    const template = `${HEAD}  name: {{ include "name" . }}\nspec:\n  hosts: [ "{{ .Values.route.host }}" ]\n  gateways:\n    - mesh\n`;
    const printed = `${HEAD}  name: shop\nspec:\n  hosts: [ "cart" ]\n  gateways:\n    - mesh\n`;
    assert.deepEqual(lines(template, printed, 'a: 1\nroute:\n  host: cart\n'), {
      apiVersion: '1',
      kind: '2',
      'metadata.name': '4 printed',
      'spec.hosts[0]': '6 printed values 3',
      'spec.gateways[0]': '8',
    });
    const alone = lines(
      `${HEAD}  name: a\nspec:\n  hosts:\n    - {{ .Values.host | quote }}\n`,
      `${HEAD}  name: a\nspec:\n  hosts:\n    - "cart"\n`,
      'x: 1\nhost: cart\n',
    );
    assert.equal(alone['spec.hosts[0]'], '7 printed values 2');
  });

  it('the branch that was taken', () => {
    const template = `${HEAD}  name: a\nspec:\n  http:\n    {{- if .Values.canary }}\n    - route:\n        - destination: { host: canary }\n    {{- else }}\n    - route:\n        - destination: { host: cart }\n    {{- end }}\n`;
    const taken = (host: string) =>
      lines(
        template,
        `${HEAD}  name: a\nspec:\n  http:\n    - route:\n        - destination: { host: ${host} }\n`,
      )['spec.http[0].route[0].destination.host'];
    assert.equal(taken('canary'), '9');
    assert.equal(taken('cart'), '12');
  });

  it('a loop, and what stands behind it', () => {
    const template = `${HEAD}  name: a\nspec:\n  hosts:\n    {{- range .Values.hosts }}\n    - {{ . }}\n    {{- end }}\n    - last.example.com\n`;
    const printed = `${HEAD}  name: a\nspec:\n  hosts:\n    - a\n    - b\n    - c\n    - last.example.com\n`;
    const found = lines(template, printed);
    assert.deepEqual(
      [0, 1, 2, 3].map((at) => found[`spec.hosts[${at}]`]),
      ['8 printed', '8 printed', '8 printed', '10'],
    );
  });

  it('what a whole line of actions prints stands at it', () => {
    const template = `${HEAD}  name: a\n  labels:\n    {{- toYaml .Values.labels | nindent 4 }}\nspec:\n  hosts: [cart]\n`;
    const printed = `${HEAD}  name: a\n  labels:\n    team: shop\nspec:\n  hosts: [cart]\n`;
    assert.equal(lines(template, printed)['metadata.labels'], '6 printed');
    assert.equal(lines(template, printed)['spec.hosts[0]'], '8');
  });

  it('of several objects the one that is called so', () => {
    const object = (name: string, host: string) =>
      `${HEAD}  name: ${name}\nspec:\n  hosts: [${host}]\n  http: []\n`;
    const template = `${object('a', 'one')}---\n${object('{{ .Values.name }}', 'two')}---\n${object('c', 'three')}`;
    assert.equal(lines(template, object('c', 'three'))['metadata.name'], '20');
    assert.equal(lines(template, object('x', 'two'))['metadata.name'], '12 printed');
  });
});

describe('a rendered chart', () => {
  const template = `${HEAD}  name: {{ .Release.Name }}\nspec:\n  hosts: [cart]\n`;
  const printed = `---\n# Source: shop/templates/route.yaml\n${HEAD}  name: store\nspec:\n  hosts: [cart]\n---\n# Source: shop/charts/packed/templates/b.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: packed }\n`;
  const unit = (text: string) =>
    chartRendering({
      ...{ id: 'a', world, folder: FOLDER, templates: [ROUTE], values: [], sharedBy: [] },
      result: { output: printed, read: new Map([[ROUTE, template]]) },
    }).render(reader({ [ROUTE]: text, [`${FOLDER}/Chart.yaml`]: 'name: shop\n' }));

  it('has the objects that were printed, those of packed charts as evidence', () => {
    const { resources, files } = unit(template);
    assert.deepEqual(
      resources.map(({ resource }) => resource.name),
      ['store', 'packed'],
    );
    // Nobody is told of mistakes in a file of the second.
    assert.deepEqual(files, [ROUTE]);
  });

  it('is read as it is written while it reads otherwise than what was rendered', () => {
    const { resources } = unit(template.replace('cart', 'carts'));
    assert.deepEqual(
      resources.map(({ resource }) => resource.name),
      ['{{ .Release.Name }}', 'packed'],
    );
  });
});

describe('what Helm says', () => {
  it('is taken apart by templates', () => {
    const text =
      'apiVersion: v2\n---\n# Source: a/templates/x.yaml\na: 1\n---\n# Source: a/templates/y.yaml\nb: 2\n';
    assert.deepEqual(helmDocuments(text), [
      { source: 'a/templates/x.yaml', text: 'a: 1\n' },
      { source: 'a/templates/y.yaml', text: 'b: 2\n' },
    ]);
  });

  it('is a failure at the innermost place, in its words', () => {
    const failed = (text: string) => {
      const { message, kind, places } = helmFailure(text) ?? assert.fail('no failure');
      return [kind, message, ...places.map(({ source, line }) => `${source}:${line}`)];
    };
    assert.deepEqual(
      failed(
        'Error: template: a/templates/x.yaml:3:4: executing "a/templates/x.yaml" at <include "n" .>: error calling include: template: a/templates/_h.tpl:8:3: executing "n" at <.Values.b.c>: nil pointer evaluating interface {}.c\n\nUse --debug flag to render out invalid YAML\n',
      ),
      [
        'values',
        'at <.Values.b.c>: nil pointer evaluating interface {}.c',
        'a/templates/x.yaml:3',
        'a/templates/x.yaml:1',
        'a/templates/_h.tpl:8',
      ],
    );
    assert.deepEqual(
      failed('Error: parse error at (a/templates/x.yaml:5): function "toYmal" not defined\n'),
      ['syntax', 'function "toYmal" not defined', 'a/templates/x.yaml:5'],
    );
    assert.deepEqual(failed('Error: execution error at (a/templates/x.yaml:7:9): a host is needed\n'), [
      'asked',
      'a host is needed',
      'a/templates/x.yaml:7',
    ]);
    assert.equal(helmFailure('Error: Chart.yaml file is missing\n'), undefined);
    assert.equal(errorIn('WARNING: a\nError: Chart.yaml\nfile is missing\n'), 'Chart.yaml file is missing');
  });
});
