import { decodeInputs, type PredictRequest, type TensorValue } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { MAX_COLUMN_BYTES } from './limits.ts';
import type { Manifest } from '../store/manifest.ts';
import { sampleOf, sampleSignature } from './sample.ts';
import { sentTensor } from './sent-tensor.ts';
import { byteCount } from './split-rows.ts';

/**
 * Makes the request of a warm-up: the manifest's sample, or zeros. In columns, or as one row if columns would be too long
 * for a request.
 */
export function sampleRequest(
  manifest: Pick<Manifest, 'sample' | 'signatures'>,
): Pick<PredictRequest, 'signature' | 'raw'> & ({ inputs: Row } | { instances: Row[] }) {
  const signature = sampleSignature(manifest);
  const asked = { signature, raw: true };
  const spec = manifest.signatures[signature] ?? { inputs: {}, outputs: {} };
  const tensors = decodeInputs({ form: 'inputs', columns: sampleOf(manifest) }, spec, true);
  if (byteCount(tensors) <= MAX_COLUMN_BYTES) return { ...asked, inputs: sent(tensors) };
  const row = Object.entries(tensors).map(([name, tensor]) => [
    name,
    { ...tensor, shape: tensor.shape.slice(1) },
  ]);
  return { ...asked, instances: [sent(Object.fromEntries(row))] };
}

type Row = Record<string, TensorValue>;

function sent(tensors: NamedTensors): Row {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, sentTensor(tensor)]));
}
