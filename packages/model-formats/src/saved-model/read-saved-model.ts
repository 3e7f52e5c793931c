import { join } from 'node:path';
import { SERVING_TAG } from '@pilotlight/model-runtime/saved-model';
import { countByName } from '../count-by-name.ts';
import { decodeFile } from '../decode-file.ts';
import { toSignatures } from '../found-signature.ts';
import { LIMITS } from '../limits.ts';
import { listFiles } from '../list-files.ts';
import type { ModelStructure } from '../model-description.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { newerParts } from './newer/newer-parts.ts';
import { savedModelSignatures } from './saved-model-signatures.ts';
import { countConstants, countVariables, type ElementCounts } from './variables.ts';
import { servedGraph, tagsOf } from './served-graph.ts';
import { nodesOf } from './walk-saved-model.ts';

export const SAVED_MODEL_FILE = 'saved_model.pb';
const VARIABLES_INDEX = 'variables/variables.index';
/** Files and folders that TensorFlow writes into a SavedModel's folder. */
const CONTENTS = [
  SAVED_MODEL_FILE,
  'fingerprint.pb',
  'keras_metadata.pb',
  'variables',
  'assets',
  'assets.extra',
];

/** Reads the structure of a SavedModel, with only the index of its variables. */
export async function readSavedModel(folder: string): Promise<ModelStructure> {
  const file = join(folder, SAVED_MODEL_FILE);
  const content = await readBoundedFile(file, LIMITS.savedModel);
  const files = await listFiles(folder, CONTENTS);
  const variables = files.some(({ name }) => name === VARIABLES_INDEX)
    ? await readVariables(join(folder, VARIABLES_INDEX))
    : {};
  const { ops, dtypes, lacking, signatures, unsupported, tags } = decodeFile({
    file,
    as: 'a SavedModel',
    decode: () => {
      const metaGraph = servedGraph(content, file);
      return {
        tags: tagsOf(metaGraph),
        ops: countByName(opsOf(metaGraph.graph)),
        lacking: newerParts(metaGraph).needed,
        dtypes: Object.keys(variables).length > 0 ? variables : countConstants(nodesOf(metaGraph.graph)),
        ...toSignatures(savedModelSignatures(metaGraph)),
      };
    },
  });
  return {
    format: 'saved-model',
    folder,
    entry: SAVED_MODEL_FILE,
    files,
    signatures,
    ops,
    parameterCount: Object.values(dtypes).reduce((sum, elements) => sum + elements, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    weights: { dtypes, summary: Object.keys(dtypes).toSorted().join(', ') || 'none' },
    unsupported,
    ...(tags.join() === SERVING_TAG ? {} : { tags }),
    ...(lacking.length > 0 ? { newerThanPlatform: lacking } : {}),
  };
}

/** @throws {RangeError} if a graph has more nodes than any model, before the whole graph is decoded here or in an engine. */
function* opsOf(graph: Uint8Array): Generator<string> {
  let count = 0;
  for (const { op } of nodesOf(graph)) {
    count += 1;
    if (count > LIMITS.graphNodes) throw new RangeError(`it has more than ${LIMITS.graphNodes} nodes`);
    yield op;
  }
}

async function readVariables(file: string): Promise<ElementCounts> {
  const index = await readBoundedFile(file, LIMITS.variablesIndex);
  return decodeFile({ file, as: 'the index of a checkpoint', decode: () => countVariables(index) });
}
