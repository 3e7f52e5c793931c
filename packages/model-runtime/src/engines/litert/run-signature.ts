import {
  allocate,
  elementCount,
  type NamedTensors,
  type Signature,
  type Tensor,
} from '@pilotlight/protocol/tensors';
import { byteCount, joinRows, rowCount, splitRows } from '../../request/split-rows.ts';
import { LitertError } from './litert-error.ts';
import type { LitertSession, LitertSignature } from './litert-session.ts';
import type { TensorType } from './tensor-type.ts';

/**
 * Runs a signature on any number of rows. LiteRT.js takes tensors of the sizes in the file, usually with a batch of 1. If
 * the manifest says that the batch may have any size, rows run one by one.
 */
export function runSignature({
  session,
  signature,
  promised,
  inputs,
}: {
  session: LitertSession;
  /** The signature in the file. */
  signature: LitertSignature;
  /** The signature in the manifest. */
  promised: Signature;
  inputs: NamedTensors;
}): NamedTensors {
  const { inputs: inputTypes, outputs: outputTypes } = signature;
  const runOnce = (tensors: NamedTensors): NamedTensors => {
    const given = inputTypes.map((type) => withShape(tensors, type));
    const results = session.run(signature, given);
    return Object.fromEntries(
      outputTypes.flatMap(({ name }, at) => (results[at] ? [[name, results[at]]] : [])),
    );
  };
  if (inputTypes.every(({ name, shape }) => inputs[name]?.data.length === elementCount(shape))) {
    return runOnce(inputs);
  }

  const batch = batchOf(signature, promised);
  const rows = rowCount(inputs);
  if (inputTypes.some(({ name }) => inputs[name]?.shape[0] !== rows)) {
    throw new LitertError('its inputs have different numbers of rows');
  }
  if (rows === 0) return Object.fromEntries(outputTypes.map((type) => [type.name, noRows(type)]));
  if (rows % batch !== 0) throw new LitertError(`it takes ${batch} rows at a time, but received ${rows}`);
  return joinRows(splitRows(inputs, (byteCount(inputs) / rows) * batch).map(runOnce));
}

/** Returns the number of rows of the file's tensors. @throws {LitertError} if there is no such number. */
function batchOf({ inputs, outputs }: LitertSignature, promised: Signature): number {
  const batches = new Set([...inputs, ...outputs].map(({ shape }) => shape[0]));
  const [batch] = batches;
  const isBatched = inputs.every(({ name }) => promised.inputs[name]?.shape[0] === -1);
  if (isBatched && batches.size === 1 && batch !== undefined && batch > 0) return batch;
  throw new LitertError(
    `LiteRT.js takes it in fixed sizes only: ${inputs.map(({ name, shape }) => `'${name}' is [${shape.join(', ')}]`).join(', ')}`,
  );
}

/** Returns a tensor with the shape in the file, which may lack the `1` of a batch, or have one more. */
function withShape(tensors: NamedTensors, { name, shape }: TensorType): Tensor {
  const tensor = tensors[name];
  if (!tensor) throw new LitertError(`its input '${name}' is missing`);
  return tensor.data.length === elementCount(shape) ? { ...tensor, shape } : tensor;
}

function noRows({ dtype, shape: [, ...row] }: TensorType): Tensor {
  return { dtype, shape: [0, ...row], data: allocate(dtype, 0) };
}
