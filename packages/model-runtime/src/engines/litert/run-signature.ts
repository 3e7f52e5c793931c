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
 * Runs a signature on as many rows as there are. LiteRT.js takes tensors of the sizes that the file has, and those
 * have a batch of 1 as a rule: where the manifest says that the batch may have any size, rows are run one by one.
 */
export function runSignature({
  session,
  signature,
  promised,
  inputs,
}: {
  session: LitertSession;
  /** The signature as the file has it. */
  signature: LitertSignature;
  /** The signature as the manifest has it. */
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
    throw new LitertError('its inputs were given with different numbers of rows');
  }
  if (rows === 0) return Object.fromEntries(outputTypes.map((type) => [type.name, noRows(type)]));
  if (rows % batch !== 0) throw new LitertError(`it takes ${batch} rows at a time, and was given ${rows}`);
  return joinRows(splitRows(inputs, (byteCount(inputs) / rows) * batch).map(runOnce));
}

/** How many rows the file has its tensors for. @throws {LitertError} where there is no such number. */
function batchOf({ inputs, outputs }: LitertSignature, promised: Signature): number {
  const batches = new Set([...inputs, ...outputs].map(({ shape }) => shape[0]));
  const [batch] = batches;
  const isBatched = inputs.every(({ name }) => promised.inputs[name]?.shape[0] === -1);
  if (isBatched && batches.size === 1 && batch !== undefined && batch > 0) return batch;
  throw new LitertError(
    `LiteRT.js takes it in fixed sizes only: ${inputs.map(({ name, shape }) => `'${name}' is [${shape.join(', ')}]`).join(', ')}`,
  );
}

/** A tensor under the shape that the file has, which may be without the `1` of a batch, or have one more. */
function withShape(tensors: NamedTensors, { name, shape }: TensorType): Tensor {
  const tensor = tensors[name];
  if (!tensor) throw new LitertError(`its input '${name}' was not given`);
  return tensor.data.length === elementCount(shape) ? { ...tensor, shape } : tensor;
}

function noRows({ dtype, shape: [, ...row] }: TensorType): Tensor {
  return { dtype, shape: [0, ...row], data: allocate(dtype, 0) };
}
