import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DTYPES, type NamedTensors, type Tensor } from '@pilotlight/protocol/tensors';
import type { LoadedModel, ModelSource } from '../engine.ts';
import { DATA_TYPES, describeDataType } from './data-type.ts';
import { EMPTY_STRING, isolateStrings } from './isolate-strings.ts';
import type { NativeBinding, NativeTensor } from './native-binding.ts';
import { giveTensor, readNativeTensor } from './native-tensor.ts';
import { type GraphSignature, readSignatures, SERVING_TAG } from './saved-model-signatures.ts';

const MODEL_FILE = 'saved_model.pb';
const EMPTY: Tensor = { dtype: 'string', shape: [], data: [new Uint8Array()] };

/**
 * Loads a SavedModel as Python's TensorFlow wrote it, and keeps its variables between calls. It goes to TensorFlow
 * through the addon and past tfjs-node's own `loadSavedModel`, which takes int64 for int32 and knows no int8.
 */
export async function loadSavedModel(binding: NativeBinding, source: ModelSource): Promise<LoadedModel> {
  const bytes = await readChecked(source);
  const own = readSignatures(bytes);
  checkDataTypes(source, own);

  const directory = resolve(source.path, dirname(source.manifest.entry));
  const isolated = isolateStrings(bytes, own);
  const session = isolated
    ? await loadRewritten(binding, directory, isolated.savedModel)
    : binding.loadSavedModel(directory, SERVING_TAG);
  const signatures = isolated?.signatures ?? own;

  return {
    signatures: Object.fromEntries(
      Object.entries(own).map(([name, { inputs, outputs }]) => [
        name,
        { inputs: Object.keys(inputs), outputs: Object.keys(outputs) },
      ]),
    ),

    async run(name, inputs) {
      const signature = signatures[name];
      if (!signature) throw new TypeError(`it has no signature '${name}'`);
      return runSession({ binding, session, signature, inputs, feedsEmptyString: isolated !== undefined });
    },

    dispose() {
      binding.deleteSavedModel(session);
    },
  };
}

/** Reads every file, for its digest, as TensorFlow reads them from disk unchecked; one at a time, for the memory. */
async function readChecked(source: ModelSource): Promise<Uint8Array<ArrayBuffer>> {
  const { entry, files } = source.manifest;
  if (basename(entry) !== MODEL_FILE) {
    throw new TypeError(`a SavedModel's entry is ${MODEL_FILE}, and the manifest's is ${entry}`);
  }
  for (const file of Object.keys(files)) if (file !== entry) await source.read(file);
  return source.read(entry);
}

/** TensorFlow would say so only when the model runs, and in words of the graph. */
function checkDataTypes({ manifest }: ModelSource, own: Readonly<Record<string, GraphSignature>>): void {
  for (const [name, signature] of Object.entries(manifest.signatures)) {
    for (const side of ['inputs', 'outputs'] as const) {
      for (const [tensor, { dtype }] of Object.entries(signature[side])) {
        const real = own[name]?.[side][tensor];
        if (!real || real.dataType === DATA_TYPES[dtype]) continue;
        const what = `'${tensor}' (${side} of signature '${name}') is ${describeDataType(real.dataType)}`;
        throw new TypeError(
          DTYPES.some((known) => DATA_TYPES[known] === real.dataType)
            ? `${what}, and its manifest says ${dtype}`
            : `${what}, which cannot be served: cast it in the model to one of ${DTYPES.join(', ')}`,
        );
      }
    }
  }
}

/** TensorFlow loads a folder: this one has another graph, and the model's own variables and assets. */
async function loadRewritten(
  binding: NativeBinding,
  directory: string,
  savedModel: Uint8Array,
): Promise<number> {
  const rewritten = await mkdtemp(join(tmpdir(), 'pilotlight-saved-model-'));
  try {
    await writeFile(join(rewritten, MODEL_FILE), savedModel);
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      await symlink(join(directory, entry.name), join(rewritten, entry.name), 'junction');
    }
    return binding.loadSavedModel(rewritten, SERVING_TAG);
  } finally {
    await rm(rewritten, { recursive: true, force: true });
  }
}

function runSession({
  binding,
  session,
  signature,
  inputs,
  feedsEmptyString,
}: {
  binding: NativeBinding;
  session: number;
  signature: GraphSignature;
  inputs: NamedTensors;
  feedsEmptyString: boolean;
}): NamedTensors {
  const given: { node: string; id: number }[] = [];
  let taken: NativeTensor[] = [];
  try {
    for (const [name, { node }] of Object.entries(signature.inputs)) {
      const tensor = inputs[name];
      if (!tensor) throw new TypeError(`its input '${name}' is missing`);
      given.push({ node, id: giveTensor(binding, tensor) });
    }
    if (feedsEmptyString) given.push({ node: EMPTY_STRING, id: giveTensor(binding, EMPTY) });
    const outputs = Object.entries(signature.outputs);
    taken = binding.runSavedModel(
      session,
      given.map(({ id }) => id),
      given.map(({ node }) => node).join(','),
      outputs.map(([, { node }]) => node).join(','),
    );
    return Object.fromEntries(
      outputs.flatMap(([name], at) => (taken[at] ? [[name, readNativeTensor(binding, taken[at])]] : [])),
    );
  } finally {
    // The addon itself never lets go of the inputs of a run that fails; nothing here can make it.
    for (const { id } of [...given, ...taken]) binding.deleteTensor(id);
  }
}
