import { join } from 'node:path';
import { SERVING_TAG } from '@pilotlight/model-runtime/saved-model';
import { countByName } from '../count-by-name.ts';
import { decodeFile } from '../decode-file.ts';
import { toSignatures } from '../found-signature.ts';
import { LIMITS } from '../limits.ts';
import { listFiles } from '../list-files.ts';
import type { ModelStructure } from '../model-description.ts';
import { ModelFormatError } from '../model-format-error.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { decodeMessage, type MetaGraphMessage } from './saved-model-proto.ts';
import { savedModelSignatures } from './saved-model-signatures.ts';
import { countConstants, countVariables, type ElementCounts } from './variables.ts';

export const SAVED_MODEL_FILE = 'saved_model.pb';
const VARIABLES_INDEX = 'variables/variables.index';
/** What TensorFlow writes into a SavedModel's folder. */
const CONTENTS = [
  SAVED_MODEL_FILE,
  'fingerprint.pb',
  'keras_metadata.pb',
  'variables',
  'assets',
  'assets.extra',
];

/** Reads the structure of a SavedModel. Of its variables only the index is read. */
export async function readSavedModel(folder: string): Promise<ModelStructure> {
  const file = join(folder, SAVED_MODEL_FILE);
  const content = await readBoundedFile(file, LIMITS.savedModel);
  const files = await listFiles(folder, CONTENTS);
  const graph = decodeFile({ file, as: 'a SavedModel', decode: () => servedGraph(content, file) });
  const nodes = [
    ...(graph.graphDef?.node ?? []),
    ...(graph.graphDef?.library?.function ?? []).flatMap(({ nodeDef }) => nodeDef),
  ];
  const variables = files.some(({ name }) => name === VARIABLES_INDEX)
    ? await readVariables(join(folder, VARIABLES_INDEX))
    : {};
  const dtypes = Object.keys(variables).length > 0 ? variables : countConstants(nodes);
  const { signatures, unsupported } = toSignatures(savedModelSignatures(graph));
  return {
    format: 'saved-model',
    folder,
    entry: SAVED_MODEL_FILE,
    files,
    signatures,
    ops: countByName(nodes.map(({ op }) => op)),
    parameterCount: Object.values(dtypes).reduce((sum, elements) => sum + elements, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    weights: { dtypes, summary: Object.keys(dtypes).toSorted().join(', ') || 'none' },
    unsupported,
  };
}

/** A SavedModel can hold the same model for several purposes; `serve` is ours. */
function servedGraph(content: Uint8Array, file: string): MetaGraphMessage {
  const { metaGraphs } = decodeMessage('SavedModel', content);
  const found = metaGraphs.find(({ metaInfoDef }) => metaInfoDef?.tags.includes(SERVING_TAG));
  if (found) return found;
  const tags = metaGraphs.flatMap(({ metaInfoDef }) => metaInfoDef?.tags ?? []);
  throw new ModelFormatError({
    file,
    problem: `has no graph tagged '${SERVING_TAG}'${tags.length > 0 ? `, only ${tags.slice(0, 10).join(', ')}` : ''}`,
    fix: 'export the model with tf.saved_model.save or model.export',
  });
}

async function readVariables(file: string): Promise<ElementCounts> {
  const index = await readBoundedFile(file, LIMITS.variablesIndex);
  return decodeFile({ file, as: 'the index of a checkpoint', decode: () => countVariables(index) });
}
