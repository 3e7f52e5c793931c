import { DEFAULT_SIGNATURE, elementCount, type Tensor } from '@pilotlight/protocol/tensors';
import { findDataSizedOp } from './data-sized-ops.ts';
import { findKeptState, type KeptState } from './kept-state.ts';
import {
  type LitertBindings,
  type LitertEnvironment,
  type LitertModel,
  type LitertTensorBuffer,
  takeVector,
} from './litert-bindings.ts';
import { LitertError } from './litert-error.ts';
import { createLitertLog } from './litert-log.ts';
import type { LitertModule } from './litert-module.ts';
import type { SharedOutput } from './shared-outputs.ts';
import { fromTensorBuffer, toTensorBuffer } from './tensor-buffer.ts';
import { takeTensorType, type TensorType } from './tensor-type.ts';

/** LiteRT's name for the only signature of a file that names none. */
const NO_SIGNATURE = '<placeholder signature>';

/** A signature of the file, with its tensors in the library's order. */
export interface LitertSignature {
  index: number;
  inputs: readonly TensorType[];
  outputs: readonly TensorType[];
  /** Outputs that the library does not return, because they share a tensor. */
  shared?: readonly SharedOutput[];
}

/**
 * A model in its own instance of the library, 1.5 MB and 9 ms. If the model breaks the library, no other model is affected,
 * and releasing the instance releases all its memory, which WebAssembly otherwise never does.
 */
export interface LitertSession {
  signatures: ReadonlyMap<string, LitertSignature>;
  /**
   * Runs tensors with exactly the signature's dtypes and shapes. A model that keeps tensors from one run to the next starts
   * each run with their initial values: no answer depends on other calls.
   *
   * @throws {LitertError}
   */
  run(signature: LitertSignature, inputs: readonly Tensor[]): Tensor[];
  /** Makes the initial values now, if the model keeps tensors: the next run need not. */
  startAfresh?: () => void;
}

/** @throws {LitertError} if LiteRT cannot read the file, or its inputs or outputs do not fit a request. */
export async function openLitertSession(module: LitertModule, file: Uint8Array): Promise<LitertSession> {
  if (file.byteLength === 0) throw new LitertError('its file is empty');
  const log = createLitertLog();
  const bindings = await module.instantiate(log);
  const state = keptState(file);
  const { environment, model } = log.explain(() => {
    const created = bindings.LiteRtEnvironment.create(null);
    return { environment: created, model: load(bindings, created, file, state) };
  });
  let compiled = log.explain(() => compile(bindings, environment, model));
  let isFresh = true;

  /** A model is compiled to an interpreter, which has the state. */
  function startAfresh(): void {
    if (isFresh) return;
    compiled.delete();
    compiled = log.explain(() => compile(bindings, environment, model));
    isFresh = true;
  }

  return {
    ...(state.isKept ? { startAfresh } : {}),

    signatures: log.explain(() => readSignatures(model, file)),

    run({ index, inputs: inputTypes, outputs: outputTypes }, inputs) {
      const buffers: LitertTensorBuffer[] = [];
      try {
        for (const [at, type] of inputTypes.entries()) {
          const tensor = checkTensor(type, inputs[at]);
          buffers.push(log.explain(() => toTensorBuffer(bindings, environment, type, tensor)));
        }
        if (state.isKept) startAfresh();
        isFresh = false;
        const results = log.check(() => onTheSpot(compiled.run(index, buffers)), deleteAll);
        buffers.push(...results);
        return outputTypes.flatMap((type, at) =>
          results[at] ? [fromTensorBuffer(bindings, results[at], type)] : [],
        );
      } finally {
        deleteAll(buffers);
      }
    },
  };
}

function keptState(file: Uint8Array): KeptState {
  try {
    return findKeptState(file);
  } catch {
    // For a damaged file, the library reports what is wrong.
    return { isKept: false, hidden: [] };
  }
}

function load(
  bindings: LitertBindings,
  environment: LitertEnvironment,
  file: Uint8Array,
  { hidden }: KeptState,
): LitertModel {
  const start = copyFile(bindings, file);
  for (const [at, length] of hidden) bindings.HEAPU8.fill(0, start + at, start + at + length);
  const model = bindings.loadModel(environment, start, file.byteLength);
  for (const [at, length] of hidden) bindings.HEAPU8.set(file.subarray(at, at + length), start + at);
  return model;
}

/** The library reads weights from the file's bytes during the model's life, so they stay in its memory. */
function copyFile(bindings: LitertBindings, file: Uint8Array): number {
  const at = bindings._malloc(file.byteLength);
  if (at === 0) throw new RangeError(`no memory for its ${file.byteLength} bytes`);
  bindings.HEAPU8.set(file, at);
  return at;
}

function compile(bindings: LitertBindings, environment: LitertEnvironment, model: LitertModel) {
  // Every field is read, although the types have none for the CPU.
  const options = { environment, cpuOptions: { numThreads: 1 }, gpuOptions: {}, webNNOptions: {} };
  return onTheSpot(bindings.compileModel(environment, model, { ...options, accelerator: 'wasm' }));
}

function readSignatures(model: LitertModel, file: Uint8Array): Map<string, LitertSignature> {
  const signatures = new Map<string, LitertSignature>();
  for (let index = 0; index < model.getNumSignatures(); index++) {
    const signature = model.getSignature(index);
    const key = signature.key();
    const inputs = takeVector(signature.inputNames());
    const outputs = takeVector(signature.outputNames());
    signature.delete();
    const read: LitertSignature = {
      index,
      inputs: inputs.map((name, at) =>
        takeTensorType(name === '' ? `input_${at}` : name, model.getInputTensorType(index, at)),
      ),
      outputs: outputs.map((name, at) =>
        takeTensorType(name === '' ? `output_${at}` : name, model.getOutputTensorType(index, at)),
      ),
    };
    assertSizesKnown(read, file);
    signatures.set(key === NO_SIGNATURE ? DEFAULT_SIGNATURE : key, read);
  }
  return signatures;
}

/**
 * For an output with a size that only the run decides, the library would return old memory, and does not report the real
 * size.
 */
function assertSizesKnown({ inputs, outputs }: LitertSignature, file: Uint8Array): void {
  const odd = outputs.find(({ hasUnknownBatch }) => hasUnknownBatch);
  if (!odd) return;
  const op = findDataSizedOp(file);
  if (op !== undefined) {
    throw new LitertError(
      `its output '${odd.name}' has an unknown size, which its op ${op} may decide by the data`,
    );
  }
  if (inputs.every(({ hasUnknownBatch }) => hasUnknownBatch)) return;
  throw new LitertError(
    `its output '${odd.name}' has an unknown size that is not its inputs' batch, and LiteRT.js supports fixed sizes only`,
  );
}

/** Checks the tensors: with wrong ones, the library would compute with the memory beside them. */
function checkTensor({ name, dtype, shape }: TensorType, tensor: Tensor | undefined): Tensor {
  const fits = tensor?.dtype === dtype && tensor.shape.join() === shape.join();
  if (fits && tensor.data.length === elementCount(shape)) return tensor;
  const given = tensor ? `${tensor.dtype} [${tensor.shape.join(', ')}]` : 'nothing';
  throw new LitertError(`its input '${name}' is ${dtype} [${shape.join(', ')}], but received ${given}`);
}

/** Only the WebGPU build returns promises. */
function onTheSpot<Result>(result: Result | Promise<Result>): Result {
  if (result instanceof Promise) throw new TypeError('this build of LiteRT.js answers with promises');
  return result;
}

function deleteAll(buffers: readonly LitertTensorBuffer[]): void {
  for (const buffer of buffers) buffer.delete();
}
