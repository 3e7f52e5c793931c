import { join } from 'node:path';
import { decodeFile, LIMITS, readBoundedFile, SAVED_MODEL_FILE } from '@pilotlight/model-formats/saved-model';
import { chooseGraph, SERVING_TAG, withServing } from '@pilotlight/model-runtime/saved-model';
import { ConversionError } from '../../conversion-error.ts';
import type { Constant } from '../../graph/constant.ts';
import { Graph } from '../../graph/graph.ts';
import type { CallFunction } from '../../passes/unroll-loops.ts';
import { freezeVariables } from './freeze-variables.ts';
import { createImporter, indexGraph } from './import-graph.ts';
import { decodeMessage, type MetaGraphMessage, readShape, type SignatureMessage } from './messages.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { dataTypeOf } from './read-tensor.ts';
import { readVariables, type StoredVariable } from './read-variables.ts';
import { refuseState } from './refuse-state.ts';

interface ReadSignature {
  readonly graph: Graph;
  /** Inlines a function of the model into the graph, for unrolling loops. */
  readonly call: CallFunction;
  /** Freezes variables and refuses state. Run it again after calling functions. */
  readonly freeze: () => Promise<void>;
}

/** An open SavedModel. */
export interface SavedModelReader {
  /** Returns a signature as a graph of its own, with functions and variables inlined. */
  read(signature: string): Promise<ReadSignature>;
}

/**
 * Opens a SavedModel of TensorFlow 1 or 2.
 *
 * @throws {ModelFormatError} if its files are damaged. @throws {ConversionError} if it cannot be converted.
 */
export async function openSavedModel(folder: string): Promise<SavedModelReader> {
  const file = join(folder, SAVED_MODEL_FILE);
  const content = await readBoundedFile(file, LIMITS.savedModel);
  const { encoded, saverDef, signatureDef } = decodeFile({
    file,
    as: 'a SavedModel',
    decode: () => {
      const { graphDef, ...rest } = servedGraph(withServing(content) ?? content);
      return { encoded: indexGraph(graphDef), ...rest };
    },
  });
  const stored = saverDef?.restoreOpName
    ? decodeFile({ file, as: 'a SavedModel', decode: () => readVariables(encoded, saverDef) })
    : new Map<string, StoredVariable>();
  const load = memoizeLoad(folder, stored);

  return {
    async read(name) {
      const signature = Object.hasOwn(signatureDef, name) ? signatureDef[name] : undefined;
      if (!signature) throw new ConversionError(`it has no signature '${name}'`);
      refuseText(signature);
      const graph = new Graph();
      const importer = createImporter(encoded, graph);
      decodeFile({
        file,
        as: 'a SavedModel',
        decode: () => importSignature(signature, graph, importer),
      });
      const freeze = async () => {
        refuseState(importer.imported);
        await freezeVariables(graph, load);
      };
      await freeze();
      return { graph, call: importer.call, freeze };
    },
  };
}

function* metaGraphsOf(savedModel: Uint8Array): Generator<MetaGraphMessage> {
  for (const graph of decodeMessage('SavedModel', savedModel).metaGraphs)
    yield decodeMessage('MetaGraphDef', graph);
}

function servedGraph(savedModel: Uint8Array): MetaGraphMessage {
  const served = chooseGraph(metaGraphsOf(savedModel), ({ metaInfoDef }) => metaInfoDef?.tags ?? []);
  if (!served) throw new RangeError(`it has no graph with '${SERVING_TAG}' as its only tag`);
  return served;
}

/** Refuses text before the import, because ops on text have no kernels anyway. */
function refuseText({ inputs, outputs }: SignatureMessage): void {
  for (const [role, tensors] of Object.entries({ input: inputs, output: outputs })) {
    for (const [name, { dtype }] of Object.entries(tensors)) {
      const type = dataTypeOf(dtype);
      if (type === 'string') throw new ConversionError(`its ${role} '${name}' is text`);
    }
  }
}

function importSignature(
  { inputs, outputs }: SignatureMessage,
  graph: Graph,
  importer: ReturnType<typeof createImporter>,
): void {
  for (const [name, { name: tensor, dtype, tensorShape }] of Object.entries(inputs)) {
    const shape = readShape(tensorShape);
    importer.feed(tensor, graph.addInput(name, { dtype: dataTypeOf(dtype), shape }));
  }
  for (const [name, { name: tensor }] of Object.entries(outputs))
    graph.setOutput(name, importer.tensor(tensor));
}

/** Reads each variable once for all signatures. */
function memoizeLoad(
  folder: string,
  stored: ReadonlyMap<string, StoredVariable>,
): (key: string) => Promise<Constant> {
  const loaded = new Map<string, Promise<Constant>>();
  let checkpoint: ReturnType<typeof readCheckpoint> | undefined;
  return (key) => {
    const known = loaded.get(key);
    if (known) return known;
    const place = stored.get(key);
    if (!place)
      throw new ConversionError(
        `its variable '${key.replace(/^\//, '')}' is not restored from the checkpoint`,
      );
    checkpoint ??= readCheckpoint(folder);
    const loading = checkpoint.then((opened) => opened.read(place.name, place.slice));
    loaded.set(key, loading);
    return loading;
  };
}
