import type { ModelRuntime, Prediction } from '@pilotlight/model-runtime';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';

/** Runs a model on rows, as a caller does: with its default signature, for real values, and for all of them. */
export function askRows(
  { runtime, directory: { model, version } }: { runtime: ModelRuntime; directory: ModelDirectory },
  rows: readonly unknown[],
): Promise<Prediction> {
  return runtime.predict({
    op: 'predict',
    model,
    version,
    signature: DEFAULT_SIGNATURE,
    raw: false,
    top: undefined,
    payload: { form: 'instances', rows },
  });
}
