import {
  allocate,
  decodeInputs,
  type DType,
  elementCount,
  type NamedTensors,
  setElement,
  type Tensor,
} from '@pilotlight/protocol';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Manifest } from '../manifest.ts';
import { sampleOf, sampleSignature } from '../sample.ts';
import { NotFreezableError } from './not-freezable-error.ts';

/** Element types whose values decide nothing but other values: what is run is the same whatever they are. */
const FREEZABLE_DTYPES = ['float32', 'uint8', 'int8'] as const;
type FreezableDType = (typeof FREEZABLE_DTYPES)[number];

/** What floats are drawn from: models take pixels and the like as fractions, around zero, or as they are. */
const RANGES = [
  [0, 1],
  [-1, 1],
  [0, 255],
] as const;

/**
 * Inputs to hold a frozen model against the ordinary one with: drawn ones, and the manifest's sample. An unknown size
 * is that of the sample, which is 1 where the manifest gives none.
 *
 * @throws {NotFreezableError} for element types by which a model may choose what to do, as indices do.
 */
export function probeInputs(manifest: Manifest, drawn: number): NamedTensors[] {
  const signature = manifest.signatures[sampleSignature(manifest)];
  if (!signature) throw new NotFreezableError('it has no signature');
  const sample = decodeInputs({ form: 'inputs', columns: sampleOf(manifest) }, signature, true);
  const random = xoroshiro128plus(1);
  const draw = (dtype: FreezableDType, shape: readonly number[], probe: number): Tensor => {
    const [low, high] = RANGES[probe % RANGES.length] ?? [0, 1];
    const element =
      dtype === 'float32'
        ? () => low + (high - low) * uniformFloat64(random)
        : () => uniformInt(random, -128, 127);
    return { dtype, shape, data: drawElements(dtype, elementCount(shape), element) };
  };
  const probes = Array.from({ length: drawn }, (_, probe) =>
    Object.fromEntries(
      Object.entries(sample).map(([name, { dtype, shape }]) => [
        name,
        draw(freezable(name, dtype), shape, probe),
      ]),
    ),
  );
  return manifest.sample === 'zeros' ? probes : [...probes, sample];
}

function freezable(name: string, dtype: DType): FreezableDType {
  const known = FREEZABLE_DTYPES.find((one) => one === dtype);
  if (known) return known;
  throw new NotFreezableError(
    `its input '${name}' is ${dtype}, by whose values it may choose what to do; ${FREEZABLE_DTYPES.join(', ')} can be frozen`,
  );
}

function drawElements(dtype: FreezableDType, length: number, draw: () => number): Tensor['data'] {
  const data = allocate(dtype, length);
  for (let at = 0; at < length; at++) setElement(data, at, draw());
  return data;
}
