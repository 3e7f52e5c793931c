import { decodeInputs } from '@pilotlight/protocol';
import {
  allocate,
  type DType,
  elementCount,
  type NamedTensors,
  setElement,
  type Tensor,
} from '@pilotlight/protocol/tensors';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Manifest } from '../../store/manifest.ts';
import { sampleOf, sampleSignature } from '../../request/sample.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

/** Element types whose values decide nothing but other values: what is run is the same whatever they are. */
const SNAPSHOT_DTYPES = ['float32', 'uint8', 'int8'] as const;
type SnapshotDType = (typeof SNAPSHOT_DTYPES)[number];

/** What floats are drawn from: models take pixels and the like as fractions, around zero, or as they are. */
const RANGES = [
  [0, 1],
  [-1, 1],
  [0, 255],
] as const;

/**
 * Inputs to compare a snapshot with its engine on: drawn ones, and the manifest's sample. An unknown size
 * is that of the sample, which is 1 where the manifest gives none.
 *
 * @throws {NoSnapshotError} for element types by which a model may choose what to do, as indices do.
 */
export function probeInputs(manifest: Manifest, drawn: number): NamedTensors[] {
  const signature = manifest.signatures[sampleSignature(manifest)];
  if (!signature) throw new NoSnapshotError('it has no signature');
  const sample = decodeInputs({ form: 'inputs', columns: sampleOf(manifest) }, signature, true);
  const random = xoroshiro128plus(1);
  const draw = (dtype: SnapshotDType, shape: readonly number[], probe: number): Tensor => {
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
        draw(snapshotDType(name, dtype), shape, probe),
      ]),
    ),
  );
  return manifest.sample === 'zeros' ? probes : [...probes, sample];
}

function snapshotDType(name: string, dtype: DType): SnapshotDType {
  const known = SNAPSHOT_DTYPES.find((one) => one === dtype);
  if (known) return known;
  throw new NoSnapshotError(
    `its input '${name}' is ${dtype}, by whose values it may choose what to do; a snapshot takes ${SNAPSHOT_DTYPES.join(', ')}`,
  );
}

function drawElements(dtype: SnapshotDType, length: number, draw: () => number): Tensor['data'] {
  const data = allocate(dtype, length);
  for (let at = 0; at < length; at++) setElement(data, at, draw());
  return data;
}
