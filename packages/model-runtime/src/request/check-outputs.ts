import { isShapeOf, type NamedTensors, type Signature } from '@pilotlight/protocol/tensors';
import { InferenceError } from '../errors/inference-error.ts';
import type { ModelDirectory } from '../store/model-directory.ts';

/**
 * Checks a model's outputs against its signature. JSON has no NaN and no Infinity, so an answer that holds one would reach
 * the caller as null.
 *
 * @throws {InferenceError} naming the output and the first element that cannot be sent.
 */
export function checkOutputs({
  directory,
  signature,
  outputs,
  rows,
  mayBeNonFinite = false,
}: {
  directory: ModelDirectory;
  signature: Signature;
  outputs: NamedTensors;
  /** Number of rows in the request; undefined if it was in columns. */
  rows: number | undefined;
  /** True for a sample, to which a good model may answer NaN: `log(0)`. */
  mayBeNonFinite?: boolean;
}): void {
  for (const [name, { dtype, shape, data }] of Object.entries(outputs)) {
    const spec = signature.outputs[name];
    if (!spec) throw new InferenceError(directory, `its output '${name}' is not in its signature`);
    if (dtype !== spec.dtype || (rows === undefined && !isShapeOf(spec, shape))) {
      throw new InferenceError(directory, `its output '${name}' is ${dtype} [${shape.join(', ')}]`);
    }
    if (rows !== undefined && shape[0] !== rows) {
      throw new InferenceError(
        directory,
        `its output '${name}' has ${shape[0] ?? 'no'} rows for ${rows}; send \`inputs\` instead`,
      );
    }
    if (mayBeNonFinite) continue;
    const at = data instanceof Float32Array ? data.findIndex((element) => !Number.isFinite(element)) : -1;
    if (at !== -1)
      throw new InferenceError(directory, `its output '${name}' holds ${String(data[at])} at element ${at}`);
  }
}
