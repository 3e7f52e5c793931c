import type { Manifest } from '@pilotlight/model-runtime';
import {
  allocate,
  DEFAULT_SIGNATURE,
  elementCount,
  encodeBinaryTensor,
  type Signature,
  type TensorSpec,
  type TensorValue,
} from '@pilotlight/protocol';

/** The request that a warm-up is made of: the manifest's sample, or one row of zeros. */
export function sampleRequest({
  sample,
  signatures,
}: {
  sample: Manifest['sample'];
  signatures: Readonly<Record<string, Signature>>;
}): object {
  if (sample !== 'zeros') return { raw: true, inputs: sample };
  const inputs = Object.entries(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  return { raw: true, inputs: Object.fromEntries(inputs.map(([name, spec]) => [name, zeros(spec)])) };
}

function zeros({ dtype, shape: declared }: TensorSpec): TensorValue {
  const shape = declared.map((size) => (size === -1 ? 1 : size));
  if (dtype === 'string') return nested('', shape);
  return encodeBinaryTensor({ dtype, shape, data: allocate(dtype, elementCount(shape)) });
}

function nested(element: string, [size, ...rest]: readonly number[]): TensorValue {
  return size === undefined ? element : Array.from({ length: size }, () => nested(element, rest));
}
