/** `meshwright query`: one question a line on standard input, one answer a line on standard output. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JsonValue } from '../base/json.ts';
import { ruleEnvironment } from '../rules/environment.ts';
import { Mesh } from '../semantics/mesh.ts';
import { answerQuery } from '../semantics/query.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { Workspace } from '../workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../workspace/world-config.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { isRecord } from '../yaml/to-json.ts';
import { reasonOf } from './reason-of.ts';
import { shownSteps } from './shown-steps.ts';
import type { Terminal } from './terminal.ts';

const MAX_INPUT_BYTES = 16 * MAX_FILE_BYTES;

/** Exit code 0 when every line was answered, else 2. */
export async function query(root: string | undefined, terminal: Terminal): Promise<0 | 2> {
  const folder = resolve(terminal.workingFolder, root ?? '.');
  const input = await terminal.readInput(MAX_INPUT_BYTES);
  if (input.length > MAX_INPUT_BYTES) {
    terminal.stderr.write(
      `meshwright: standard input is larger than ${MAX_INPUT_BYTES / 1_000_000} MB; ask in parts\n`,
    );
    return 2;
  }
  const worlds = new QueryWorlds(folder);
  let isComplete = true;
  for (const line of new TextDecoder().decode(input).split('\n')) {
    if (line.trim() === '') continue;
    const answer = await answerLine(line, worlds);
    if ('error' in answer) isComplete = false;
    terminal.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return isComplete ? 0 : 2;
}

type Answer = Readonly<Record<string, unknown>>;

async function answerLine(line: string, worlds: QueryWorlds): Promise<Answer> {
  const question = parseLine(line);
  if (question === undefined) return { id: null, error: 'this line is no JSON object' };
  const id = question['id'] ?? null;
  const { files, mesh, query: asked } = question;
  const names = Array.isArray(files) ? files.filter((file): file is string => typeof file === 'string') : [];
  try {
    const world = await worlds.world(names, isRecord(mesh) ? mesh : {});
    if (!world.ok) return { id, error: world.problem };
    const result = answerQuery(world.mesh, asked ?? null);
    if (!result.ok) return { id, error: result.problem };
    return { id, result: { ...result.answer, steps: shownSteps(world.snapshot, result.answer.steps) } };
  } catch (error) {
    return { id, error: reasonOf(error) };
  }
}

function parseLine(line: string): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const value = JSON.parse(line) as JsonValue;
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type QueryWorld =
  | { readonly ok: true; readonly mesh: Mesh; readonly snapshot: Snapshot }
  | { readonly ok: false; readonly problem: string };

/** Worlds by the files and settings that make them: questions mostly come in runs about one. */
class QueryWorlds {
  readonly #folder: string;
  readonly #texts = new Map<string, Promise<string>>();
  #latest: { readonly key: string; readonly world: QueryWorld } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async world(files: readonly string[], settings: Readonly<Record<string, JsonValue>>): Promise<QueryWorld> {
    const key = JSON.stringify([files, settings]);
    if (this.#latest?.key === key) return this.#latest.world;
    const world = await this.#build(files, settings);
    this.#latest = { key, world };
    return world;
  }

  async #build(files: readonly string[], settings: Readonly<Record<string, JsonValue>>): Promise<QueryWorld> {
    if (files.length === 0)
      return { ok: false, problem: 'files is missing: the names of the files that are the world' };
    const changes: { uri: string; text: string; isExplicit: true }[] = [];
    for (const file of files) {
      try {
        changes.push({ uri: file, text: await this.#text(file), isExplicit: true });
      } catch (error) {
        return { ok: false, problem: `${file} cannot be read: ${reasonOf(error)}` };
      }
    }
    const config = configOf(settings);
    const workspace = new Workspace(
      ruleEnvironment(() => undefined, []),
      { worldsOf: () => [{ id: 'query', name: 'query', config }], severity: () => undefined },
    );
    const snapshot = workspace.apply(changes);
    const world = snapshot.worlds()[0];
    if (world === undefined) return { ok: false, problem: 'there is no resource in these files' };
    return { ok: true, mesh: new Mesh(world.reader()), snapshot };
  }

  #text(file: string): Promise<string> {
    let text = this.#texts.get(file);
    if (text === undefined) {
      text = readFile(resolve(this.#folder, file)).then((bytes) =>
        new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      );
      this.#texts.set(file, text);
    }
    return text;
  }
}

function configOf(settings: Readonly<Record<string, JsonValue>>): WorldConfig {
  const { clusterDomain, rootNamespace, ...meshConfig } = settings;
  const text = (value: JsonValue | undefined, otherwise: string) =>
    typeof value === 'string' ? value : otherwise;
  return {
    ...DEFAULT_WORLD_CONFIG,
    completeness: 'complete',
    clusterDomain: text(clusterDomain, DEFAULT_WORLD_CONFIG.clusterDomain),
    rootNamespace: text(rootNamespace, DEFAULT_WORLD_CONFIG.rootNamespace),
    meshConfig,
  };
}
