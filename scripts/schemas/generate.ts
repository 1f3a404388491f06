/**
 * Makes everything in `schemas/` from the record of facts and the field documentation.
 *
 *   npm run gen:schemas                                             from what is committed
 *   npm run gen:schemas -- --crd 1.32=crd-all.gen.yaml              adds (or replaces) the newest Istio release
 *   npm run gen:schemas -- --gateway-api v1.7.0-experimental=a.yaml --gateway-api v1.7.0-standard=b.yaml
 *   npm run gen:schemas -- --facts facts.json                       replaces the record
 *   npm run gen:schemas -- --check                                  writes nothing; fails when a file is out of step
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CompactFamily } from '../../server/src/schema/compact-facts.ts';
import { compileConditions } from './compile-conditions.ts';
import { compileDocs, fieldNotes } from './compile-docs.ts';
import { compileFamily } from './compile-facts.ts';
import { compileMeshDocs } from './compile-mesh-docs.ts';
import { compileValidators } from './compile-validators.ts';
import { digestBundle } from './digest-crd.ts';
import { compileEnvoy } from './envoy-facts.ts';
import { type Facts, importFacts, parseRecord, printRecord } from './facts.ts';
import { addRelease, overlayStandard } from './fold-release.ts';
import { meshFamily } from './mesh-facts.ts';

const RECORD = 'schemas/source/facts.jsonl';
const CONDITIONS = 'schemas/source/gateway-api-conditions.jsonl';
const DOCS = 'schemas/source/field-docs.yaml';
const MESH_FACTS = 'schemas/source/mesh-facts.jsonl';
const MESH_DOCS = 'schemas/source/mesh-docs.yaml';
const ENVOY_FACTS = 'schemas/source/envoy-facts.jsonl';
const ROOT = new URL('../../', import.meta.url);

const inProject = (path: string) => fileURLToPath(new URL(path, ROOT));

/** File contents by path below the project. */
export async function schemaFiles(
  facts: Facts,
  docsText: string,
  mesh: { readonly facts: string; readonly docs: string },
): Promise<ReadonlyMap<string, string>> {
  const docs = compileDocs(docsText);
  const meshFacts = meshFamily(mesh.facts);
  const meshDocs = compileMeshDocs(mesh.docs, docs, meshFacts);
  const istio = compileFamily(facts.istio, fieldNotes(docs));
  const gatewayApi = compileFamily(facts.gatewayApi, () => undefined);
  return new Map([
    [RECORD, printRecord(facts)],
    ['schemas/docs.json', `${JSON.stringify(docs)}\n`],
    [
      'schemas/mesh.json',
      printFamily(
        compileFamily(
          meshFacts,
          fieldNotes(meshDocs, (path) => path),
        ),
      ),
    ],
    ['schemas/mesh-docs.json', `${JSON.stringify(meshDocs)}\n`],
    ['schemas/istio.json', printFamily(istio)],
    ['schemas/gateway-api.json', printFamily(gatewayApi)],
    ['schemas/gateway-api-conditions.json', compileConditions(read(CONDITIONS) ?? '')],
    ['schemas/envoy.json', compileEnvoy(read(ENVOY_FACTS) ?? '')],
    ['schemas/validators/istio.js', await compileValidators(istio)],
    ['schemas/validators/gateway-api.js', await compileValidators(gatewayApi)],
  ]);
}

/** One node or kind a line, so that a change shows as a change of lines. */
function printFamily({ releases, nodes, kinds }: CompactFamily): string {
  const list = (items: readonly unknown[]) =>
    `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  return `{"releases":${JSON.stringify(releases)},\n"nodes":${list(nodes)},\n"kinds":${list(kinds)}}\n`;
}

/** `name=path` options. */
function pairs(options: readonly string[] | undefined): { readonly name: string; readonly path: string }[] {
  return (options ?? []).map((option) => {
    const at = option.indexOf('=');
    if (at <= 0) throw new Error(`"${option}" is not of the form name=path`);
    return { name: option.slice(0, at), path: option.slice(at + 1) };
  });
}

function addGatewayApi(facts: Facts, options: readonly string[] | undefined): void {
  const bundles = pairs(options).map(({ name, path }) => {
    const match = /^(v[\d.]+)-(standard|experimental)$/.exec(name);
    if (match === null) throw new Error(`"${name}" is not of the form v1.7.0-experimental`);
    return {
      tag: match[1] ?? '',
      channel: match[2] ?? '',
      digests: digestBundle(readFileSync(path, 'utf8')),
    };
  });
  for (const tag of new Set(bundles.map((bundle) => bundle.tag))) {
    const of = (channel: string) =>
      bundles.find((bundle) => bundle.tag === tag && bundle.channel === channel);
    const experimental = of('experimental');
    const standard = of('standard');
    if (experimental === undefined) throw new Error(`the experimental bundle of ${tag} is needed too`);
    if (standard === undefined && facts.gatewayApi.releases.at(-1) === tag) {
      throw new Error(`${tag} is recorded already; to replace it, give the standard bundle too`);
    }
    addRelease(facts.gatewayApi, tag, experimental.digests);
    if (standard !== undefined) overlayStandard(facts.gatewayApi, tag, standard.digests);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      facts: { type: 'string' },
      crd: { type: 'string', multiple: true },
      'gateway-api': { type: 'string', multiple: true },
      check: { type: 'boolean', default: false },
    },
  });
  const facts =
    values.facts === undefined
      ? parseRecord(readFileSync(inProject(RECORD), 'utf8'))
      : importFacts(readFileSync(values.facts, 'utf8'));
  for (const { name, path } of pairs(values.crd)) {
    addRelease(facts.istio, name, digestBundle(readFileSync(path, 'utf8')));
  }
  addGatewayApi(facts, values['gateway-api']);
  const files = await schemaFiles(facts, readFileSync(inProject(DOCS), 'utf8'), {
    facts: readFileSync(inProject(MESH_FACTS), 'utf8'),
    docs: readFileSync(inProject(MESH_DOCS), 'utf8'),
  });
  const stale = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  if (values.check) {
    for (const path of stale) console.error(`${path} is out of step: run npm run gen:schemas`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const path of stale) write(path, files.get(path) ?? '');
  for (const [path, text] of files) console.log(`${path} ${text.length} characters`);
}

function read(path: string): string | undefined {
  return existsSync(inProject(path)) ? readFileSync(inProject(path), 'utf8') : undefined;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(inProject(path)), { recursive: true });
  writeFileSync(inProject(path), text);
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) await main();
