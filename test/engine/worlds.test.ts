/** Files that count in several worlds, and objects that are made of several files: no fixture has more than one world. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { rename } from '../../server/src/features/rename/rename.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import { messageWithWorlds } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type {
  Rendering,
  WorkspaceConfiguration,
} from '../../server/src/workspace/workspace-configuration.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { copied, rendered, written } from './renderings.ts';

const config = { ...DEFAULT_WORLD_CONFIG, completeness: 'complete' } as const;
const DEV = { id: '1', name: 'dev', config };
const PROD = { id: '2', name: 'prod', config };

/** `base` counts in both worlds, the others in theirs. */
const BOTH: WorkspaceConfiguration = {
  worldsOf: (uri) => [...(uri.startsWith('/prod/') ? [] : [DEV]), ...(uri.startsWith('/dev/') ? [] : [PROD])],
  severity: () => undefined,
};

function open(configuration: WorkspaceConfiguration, files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace(
    ruleEnvironment((_check, _slot, error) => {
      throw error;
    }),
    configuration,
  );
  workspace.apply(Object.entries(files).map(([uri, text]) => ({ uri, text })));
  return workspace;
}

function analyzed({ snapshot }: Workspace): Snapshot {
  for (const _ of snapshot.analyze());
  return snapshot;
}

function told(snapshot: Snapshot, uri: string) {
  return snapshot.findings(uri).map(({ rule, range, world, worlds }) => ({
    rule,
    text: snapshot.file(uri)?.text.slice(range.start, range.end),
    world,
    ...(worlds !== undefined && { worlds }),
  }));
}

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart, version: v1 } }
    spec: { containers: [{ name: cart, image: cart }] }
`;
const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  http:
    - route:
        - destination: { host: cart, subset: v2 }
      timeout: soon
`;
const rule = (subset: string) => `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec:
  host: cart
  subsets:
    - { name: ${subset}, labels: { version: v1 } }
`;
const FILES = {
  '/base/service.yaml': SERVICE,
  '/base/route.yaml': ROUTE,
  '/dev/rule.yaml': rule('v1'),
  '/prod/rule.yaml': rule('v2'),
};
const MISSING = 'virtual-service/subset-not-found';

describe('a file that counts in two worlds', () => {
  it('has a finding that holds in both once, and names the world of one that holds in one', () => {
    const findings = told(analyzed(open(BOTH, FILES)), '/base/route.yaml');
    const missing = findings.filter((each) => each.rule === MISSING);
    assert.deepEqual(missing, [{ rule: MISSING, text: 'v2', world: 'dev', worlds: ['dev'] }]);
    const others = findings.filter((each) => each.rule !== MISSING);
    assert.deepEqual(
      others.map(({ text, world }) => [text, world]),
      [['soon', 'dev']],
    );
    assert.ok(others.every((each) => !('worlds' in each)));
    const [finding] = analyzed(open(BOTH, FILES))
      .findings('/base/route.yaml')
      .filter((each) => each.rule === MISSING);
    assert.match(messageWithWorlds(finding ?? assert.fail()), / \(in dev\)$/);
  });

  it('names no world when the others do not show the place', () => {
    const workspace = open(BOTH, {
      ...FILES,
      '/dev/rule.yaml': rule('v1').replace('host: cart', 'host: card'),
    });
    const found = told(analyzed(workspace), '/dev/rule.yaml').filter((each) =>
      each.rule.endsWith('host-not-found'),
    );
    assert.equal(found.length, 1);
    assert.equal(found[0]?.world, 'dev');
    assert.ok(!('worlds' in (found[0] ?? {})));
  });

  it('keeps a suppression that is in use in one world, and tells one that is in use in none', () => {
    const ignored = `# meshwright-ignore ${MISSING}: later\n${ROUTE.replace('soon', '1s')}`;
    const rules = (files: Readonly<Record<string, string>>) => {
      const snapshot = analyzed(open(BOTH, { ...FILES, '/base/route.yaml': ignored, ...files }));
      const { findings, suppressed } = snapshot.published('/base/route.yaml');
      return [findings.map((each) => each.rule), suppressed.map((each) => each.rule)];
    };
    assert.deepEqual(rules({}), [[], [MISSING]]);
    assert.deepEqual(rules({ '/dev/rule.yaml': rule('v2') }), [['suppression/unused'], []]);
  });

  it('shares the objects between its worlds, and is parsed once', () => {
    const { snapshot } = open(BOTH, FILES);
    const worlds = snapshot.worldsOf('/base/route.yaml');
    assert.deepEqual(
      worlds.map(({ name }) => name),
      ['dev', 'prod'],
    );
    const [dev, prod] = worlds.map((world) => world.slotsIn('/base/route.yaml')[0]);
    assert.ok(dev !== undefined && dev !== prod);
    assert.equal(dev.resource, prod?.resource);
  });

  it('has a definition and a renaming that reach into both', () => {
    const files = { ...FILES, '/dev/rule.yaml': rule('v2') };
    const { snapshot } = open(BOTH, files);
    const offset = ROUTE.indexOf('v2') + 1;
    const targets = definition(snapshot, '/base/route.yaml', offset)?.targets.map(({ uri }) => uri);
    assert.deepEqual(targets, ['/dev/rule.yaml', '/prod/rule.yaml']);
    const renamed = rename(snapshot, '/base/route.yaml', offset, 'v3');
    assert.ok(renamed !== undefined && 'edits' in renamed);
    assert.deepEqual([...renamed.edits].map(([uri, edits]) => [uri, edits.length]).toSorted(), [
      ['/base/route.yaml', 1],
      ['/dev/rule.yaml', 1],
      ['/prod/rule.yaml', 1],
    ]);
  });

  it('leaves a world when its last file has gone, and keeps the others as they are', () => {
    const workspace = open(BOTH, FILES);
    analyzed(workspace);
    workspace.apply(
      Object.keys(FILES).flatMap((uri) => (uri.startsWith('/dev') ? [] : [{ uri, text: undefined }])),
    );
    assert.deepEqual(
      workspace.snapshot.worlds().map(({ name }) => name),
      ['dev'],
    );
  });

  it('forgets keys that nobody reads any more', () => {
    const workspace = open(BOTH, {});
    for (let round = 0; round < 40; round++) {
      const names = Array.from({ length: 20 }, (_, at) => `gone-${round}-${at}`);
      const text = names.map((name) => ROUTE.replaceAll('cart', name)).join('---\n');
      workspace.apply([{ uri: '/base/route.yaml', text }]);
      analyzed(workspace);
    }
    for (const world of workspace.worlds()) assert.ok(world.cells.size < 3000, `${world.cells.size} cells`);
  });

  it('is judged anew in the world whose description changes, and only there', () => {
    const workspace = open(BOTH, FILES);
    const before = [...analyzed(workspace).worlds()];
    workspace.configure({
      ...BOTH,
      worldsOf: (uri) =>
        BOTH.worldsOf(uri).map((world) =>
          world.id === DEV.id ? { ...DEV, config: { ...config, completeness: 'partial' } } : world,
        ),
    });
    const snapshot = analyzed(workspace);
    assert.equal(
      snapshot.worlds().find(({ name }) => name === 'prod'),
      before.find(({ name }) => name === 'prod'),
    );
    assert.notEqual(
      snapshot.worlds().find(({ name }) => name === 'dev'),
      before.find(({ name }) => name === 'dev'),
    );
  });
});

const BASE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
  annotations: { example.com/subset: v1 }
spec:
  hosts: [cart]
  http:
    - route:
        - destination: { host: cart, subset: v1 }
`;
const PATCH = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec: { hosts: [cart], http: [{ timeout: soon }] }
`;

/** The route of the base with a subset that is moved from an annotation, and a time that a patch brings. */
const patched: Rendering = {
  id: 'route of prod',
  world: PROD,
  render(read) {
    const [base, patch] = [read('/base/route.yaml'), read('/patch.yaml')];
    const files = ['/base/route.yaml', '/patch.yaml'];
    if (base === undefined || patch === undefined) return { files, resources: [] };
    const name = written('/base/route.yaml', base, 'metadata.name');
    const moved = written('/base/route.yaml', base, 'metadata.annotations["example.com/subset"]');
    const host = written('/base/route.yaml', base, 'spec.http[0].route[0].destination.host');
    const timeout = written('/patch.yaml', patch, 'spec.http[0].timeout');
    const text = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: prod-${name.text}, namespace: shop }
spec:
  hosts: [cart]
  http:
    - timeout: ${timeout.text}
      route: [{ destination: { host: ${host.text}, subset: ${moved.text} } }]
`;
    const values = {
      'spec.http[0].timeout': timeout,
      'spec.http[0].route[0].destination.host': host,
      'spec.http[0].route[0].destination.subset': moved,
    };
    return { files, resources: [rendered(text, name, values)] };
  },
};

const RENDERED: WorkspaceConfiguration = {
  worldsOf: (uri) => (uri.startsWith('/prod/') ? [PROD] : []),
  renderings: [patched],
  severity: () => undefined,
};
const PARTS = { '/base/route.yaml': BASE, '/patch.yaml': PATCH, '/prod/service.yaml': SERVICE };

describe('an object that is made of several files', () => {
  it('has its findings where its values are written', () => {
    const snapshot = analyzed(open(RENDERED, PARTS));
    assert.deepEqual(
      told(snapshot, '/patch.yaml').map(({ text, world }) => [text, world]),
      [['soon', 'prod']],
    );
    assert.deepEqual(told(snapshot, '/base/route.yaml'), [{ rule: MISSING, text: 'v1', world: 'prod' }]);
  });

  it('is rendered anew when a file that it is made of changes, comes or goes', () => {
    const workspace = open(RENDERED, PARTS);
    analyzed(workspace);
    workspace.apply([{ uri: '/patch.yaml', text: PATCH.replace('soon', '1s') }]);
    const changed = [...workspace.snapshot.analyze()];
    assert.ok(changed.includes('/base/route.yaml'), 'whatever it shows elsewhere may be something else now');
    assert.deepEqual(told(workspace.snapshot, '/patch.yaml'), []);
    workspace.apply([{ uri: '/patch.yaml', text: undefined }]);
    assert.deepEqual(told(analyzed(workspace), '/base/route.yaml'), []);
    workspace.apply([{ uri: '/patch.yaml', text: PATCH }]);
    assert.equal(told(analyzed(workspace), '/base/route.yaml').length, 1);
  });

  it('is not rendered for a file that it does not read', () => {
    let count = 0;
    const counting = {
      ...patched,
      render(read: Parameters<Rendering['render']>[0]) {
        count++;
        return patched.render(read);
      },
    };
    const workspace = open({ ...RENDERED, renderings: [counting] }, PARTS);
    count = 0;
    workspace.apply([{ uri: '/prod/service.yaml', text: `${SERVICE}# a comment\n` }]);
    assert.equal(count, 0);
    workspace.apply([{ uri: '/patch.yaml', text: `${PATCH}# a comment\n` }]);
    assert.equal(count, 1);
  });

  it('has findings inside of YAML in its values, too', () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data:
  mesh: |
    accesLogFile: /dev/stdout
`;
    const copy: Rendering = {
      id: 'copy',
      world: PROD,
      render(read) {
        const file = read('/base/mesh.yaml');
        return {
          files: ['/base/mesh.yaml'],
          resources: file === undefined ? [] : copied('/base/mesh.yaml', file),
        };
      },
    };
    const snapshot = analyzed(open({ ...RENDERED, renderings: [copy] }, { '/base/mesh.yaml': text }));
    assert.deepEqual(told(snapshot, '/base/mesh.yaml'), [
      { rule: 'mesh-config/unknown-field', text: 'accesLogFile', world: 'prod' },
    ]);
  });

  it('has no objects when rendering throws, and everything else stays', () => {
    const told: string[] = [];
    const workspace = new Workspace(
      ruleEnvironment(({ kind, id }) => told.push(`${kind} ${id}`)),
      {
        ...RENDERED,
        renderings: [
          patched,
          {
            ...patched,
            id: 'broken',
            render() {
              throw new Error('a defect');
            },
          },
        ],
      },
    );
    workspace.apply(Object.entries(PARTS).map(([uri, text]) => ({ uri, text })));
    assert.equal(told.length, 1);
    assert.equal(analyzed(workspace).findings('/base/route.yaml').length, 1);
  });

  it('offers a fix where the text stands in a file, and none where it is put together', () => {
    const workspace = open(RENDERED, { ...PARTS, '/prod/rule.yaml': rule('v2') });
    const snapshot = analyzed(workspace);
    const [finding] = snapshot.findings('/base/route.yaml');
    assert.equal(finding?.rule, MISSING);
    const fixes = offerFixes(snapshot, finding, (error) => {
      throw error;
    });
    const placed = fixes.filter(({ key }) => key === 'useKnownSubset').map(({ change }) => change.edits);
    for (const edits of placed) {
      assert.deepEqual([...edits.keys()], ['/base/route.yaml']);
      assert.match(applyEdits(BASE, edits.get('/base/route.yaml') ?? []), /example.com\/subset: v2/);
    }
    assert.ok(placed.length > 0);
    const { origin } = snapshot.slotOf(finding.resource ?? assert.fail());
    assert.ok('refused' in origin.editable('metadata.name'));
    assert.deepEqual('refused' in origin.editable('spec.http[0].timeout'), false);
  });

  it('leads from a value to its definition, and is found from it', () => {
    const { snapshot } = open(RENDERED, { ...PARTS, '/prod/rule.yaml': rule('v1') });
    const from = definition(snapshot, '/base/route.yaml', BASE.indexOf('subset: v1') + 'subset: v'.length);
    assert.deepEqual(
      from?.targets.map(({ uri }) => uri),
      ['/prod/rule.yaml'],
    );
  });
});

describe('a conflict with an object of a template', () => {
  const peer = (name: string) =>
    `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: ${name}, namespace: shop }\nspec: { mtls: { mode: STRICT } }\n`;
  const RULE = 'peer-authentication/several-for-namespace';
  const uri = '/chart/templates/b.yaml';
  const template = (condition: string) =>
    `${condition}---\n${peer('b').replace('STRICT', '{{ .Values.mode }}')}${condition === '' ? '' : '---\n{{- end }}\n'}`;

  it('is forgotten, and the file with the other one is named, when a condition is put around it', () => {
    const workspace = new Workspace(
      ruleEnvironment((part) => assert.fail(part.id)),
      {
        worldsOf: () => [{ id: 'w', name: 'w', config: DEFAULT_WORLD_CONFIG }],
        severity: () => undefined,
      },
    );
    const edit = (text: string) => {
      const snapshot = workspace.apply([{ uri, text }]);
      const changed = new Set(snapshot.analyze());
      const told = snapshot.findings('/chart/templates/a.yaml').some(({ rule }) => rule === RULE);
      return { told, isNamed: changed.has('/chart/templates/a.yaml') };
    };
    workspace.apply([{ uri: '/chart/templates/a.yaml', text: peer('a') }]);
    assert.equal(edit(template('')).told, true);
    assert.deepEqual(edit(template('{{- if .Values.b }}\n')), { told: false, isNamed: true });
    assert.deepEqual(edit(template('')), { told: true, isNamed: true });
  });
});
