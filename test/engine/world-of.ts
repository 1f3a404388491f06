/** Small worlds and single resources from text, for tests of models, tables and resolution. */
import { extractResources } from '../../server/src/model/extract-resources.ts';
import type { Model, Resource } from '../../server/src/model/resource.ts';
import type { WorldReader } from '../../server/src/workspace/check.ts';
import { deriveConfig } from '../../server/src/workspace/derive-config.ts';
import { TABLES } from '../../server/src/workspace/tables.ts';
import { fileUnit } from '../../server/src/workspace/unit.ts';
import { World } from '../../server/src/workspace/world.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../../server/src/workspace/world-config.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';

/** The world of one file. */
export function worldOf(text: string, config: Partial<WorldConfig> = {}): WorldReader {
  const world = new World(
    { id: 'test', name: 'test', config: { ...DEFAULT_WORLD_CONFIG, ...config } },
    {
      tables: TABLES,
      checks: [],
      deriveConfig,
      onFailure: (part, _at, error) => {
        throw new Error(part.id, { cause: error });
      },
    },
  );
  const yaml = readWhole(text);
  world.setUnit('/test.yaml', fileUnit('/test.yaml', yaml, { ...DEFAULT_WORLD_CONFIG, ...config }));
  for (const _ of world.analyze());
  return world.reader();
}

/** The first object of a text. */
export function resourceOf(text: string): Resource {
  const { documents } = readWhole(text);
  const resource = documents.flatMap(({ document }) => extractResources(document, DEFAULT_WORLD_CONFIG))[0];
  if (resource === undefined) throw new Error('no object in the text');
  return resource;
}

export function factsOf<Facts>(model: Model<Facts>, text: string): Facts {
  return resourceOf(text).facts(model);
}
