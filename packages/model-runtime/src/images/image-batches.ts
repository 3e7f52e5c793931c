import type { TensorPayload } from '@pilotlight/protocol';
import { elementCount, type Signature } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';
import { imageOfRow } from './encoded-image.ts';

/**
 * Cuts a payload with rows of images into batches. Each batch makes tensors of at most `maxBytes`: an encoded image is much
 * smaller than its tensor. Any other payload is one batch.
 */
export function imageBatches(
  payload: TensorPayload,
  {
    signature,
    preprocessing,
    maxBytes,
  }: {
    signature: Signature;
    preprocessing: Manifest['preprocessing'];
    maxBytes: number;
  },
): TensorPayload[] {
  const [input] = Object.keys(preprocessing ?? {});
  const spec = input === undefined ? undefined : signature.inputs[input];
  if (payload.form === 'inputs' || input === undefined || !spec) return [payload];
  const isAlone = Object.keys(signature.inputs).length === 1;
  if (!payload.rows.some((row) => imageOfRow(row, { input, isAlone }))) return [payload];

  const { rows } = payload;
  const step = Math.max(1, Math.floor(maxBytes / (4 * elementCount(spec.shape.slice(1)))));
  return Array.from({ length: Math.ceil(rows.length / step) }, (_, batch) => ({
    form: 'instances',
    rows: rows.slice(batch * step, (batch + 1) * step),
    first: batch * step,
    count: rows.length,
  }));
}
