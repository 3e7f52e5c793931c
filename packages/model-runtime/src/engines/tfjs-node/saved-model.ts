import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DTYPES } from '@pilotlight/protocol/tensors';
import type { LoadedModel, ModelSource } from '../engine.ts';
import { DATA_TYPES, describeDataType } from './data-type.ts';
import { hasStrings, isolateTensors } from './isolate-tensors.ts';
import { byteCount } from '../../request/split-rows.ts';
import type { NativeBinding } from './native-binding.ts';
import { createSession, type SavedModelSession } from './saved-model-session.ts';
import { type GraphSignature, readSignatures } from './saved-model-signatures.ts';
import { SERVING_TAG, withServing } from './served-graph.ts';

const MODEL_FILE = 'saved_model.pb';

/**
 * Bytes of inputs that may be lost before the graph is changed to prevent it: enough for some mistakes, and within a
 * function's spare memory. The change takes a twelfth of a cold start, so it is not made for every model.
 */
const MAX_LOST_BYTES = 16 * 1024 * 1024;

/**
 * Loads a SavedModel from Python's TensorFlow, and keeps its variables between calls. It uses the addon directly and not
 * tfjs-node's own `loadSavedModel`, which confuses int64 with int32 and does not know int8.
 *
 * The addon never frees the inputs of a run that fails. When too many are lost, a session that loses none replaces the
 * first one for good: {@link isolateTensors}.
 */
export async function loadSavedModel(binding: NativeBinding, source: ModelSource): Promise<LoadedModel> {
  const bytes = await readChecked(source);
  const own = readSignatures(bytes);
  checkDataTypes(source, own);
  const directory = resolve(source.path, dirname(source.manifest.entry));

  let isIsolated = hasStrings(own);
  let session: SavedModelSession | undefined = await open(bytes);
  let lostBytes = 0;

  async function open(savedModel: Uint8Array<ArrayBuffer>): Promise<SavedModelSession> {
    const changed = withServing(savedModel);
    if (!isIsolated) {
      const id = changed
        ? await loadRewritten(binding, directory, changed)
        : binding.loadSavedModel(directory, SERVING_TAG);
      return createSession(binding, id, { signatures: own, hasStrings: false });
    }
    const isolated = isolateTensors(changed ?? savedModel, own);
    const id = await loadRewritten(binding, directory, isolated.savedModel);
    return createSession(binding, id, isolated);
  }

  return {
    signatures: Object.fromEntries(
      Object.entries(own).map(([name, { inputs, outputs }]) => [
        name,
        { inputs: Object.keys(inputs), outputs: Object.keys(outputs) },
      ]),
    ),

    async run(name, inputs) {
      session ??= await open(await source.read(source.manifest.entry));
      try {
        return session.run(name, inputs);
      } catch (error) {
        lostBytes += byteCount(inputs);
        if (!isIsolated && lostBytes > MAX_LOST_BYTES) {
          // The next run opens it again: there is memory for only one of the two.
          isIsolated = true;
          session.dispose();
          session = undefined;
        }
        throw error;
      }
    },

    dispose() {
      session?.dispose();
    },
  };
}

/** Reads every file, for its digest, because TensorFlow reads them from disk unchecked; one at a time, for the memory. */
async function readChecked(source: ModelSource): Promise<Uint8Array<ArrayBuffer>> {
  const { entry, files } = source.manifest;
  if (basename(entry) !== MODEL_FILE) {
    throw new TypeError(`a SavedModel's entry is ${MODEL_FILE}, but the manifest's is ${entry}`);
  }
  for (const file of Object.keys(files)) if (file !== entry) await source.read(file);
  return source.read(entry);
}

/** Checks dtypes now: TensorFlow would report them only when the model runs, and in the graph's terms. */
function checkDataTypes({ manifest }: ModelSource, own: Readonly<Record<string, GraphSignature>>): void {
  for (const [name, signature] of Object.entries(manifest.signatures)) {
    for (const side of ['inputs', 'outputs'] as const) {
      for (const [tensor, { dtype }] of Object.entries(signature[side])) {
        const real = own[name]?.[side][tensor];
        if (!real || real.dataType === DATA_TYPES[dtype]) continue;
        const what = `'${tensor}' (${side} of signature '${name}') is ${describeDataType(real.dataType)}`;
        throw new TypeError(
          DTYPES.some((known) => DATA_TYPES[known] === real.dataType)
            ? `${what}, but its manifest says ${dtype}`
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
