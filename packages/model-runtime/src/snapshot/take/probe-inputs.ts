import { decodeInputs } from '@pilotlight/protocol';
import type { DType, NamedTensors } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../../store/manifest.ts';
import { sampleOf, sampleSignature } from '../../request/sample.ts';
import { drawInputs } from '../../trial/draw-inputs.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

/**
 * Returns inputs to compare a snapshot with its engine on: random ones, and the manifest's sample. An unknown size is
 * that of the sample, or 1 if the manifest has no sample.
 *
 * @param dtypes the element types that a snapshot accepts.
 * @throws {NoSnapshotError} for other types: their values, such as indices, may decide what a model does.
 */
export function probeInputs(manifest: Manifest, drawn: number, dtypes: readonly DType[]): NamedTensors[] {
  const signature = manifest.signatures[sampleSignature(manifest)];
  if (!signature) throw new NoSnapshotError('it has no signature');
  const sample = decodeInputs({ form: 'inputs', columns: sampleOf(manifest) }, signature, true);
  for (const [name, { dtype }] of Object.entries(sample)) assertSnapshotDType(name, dtype, dtypes);
  const probes = drawInputs(sample, drawn);
  return manifest.sample === 'zeros' ? probes : [...probes, sample];
}

function assertSnapshotDType(name: string, dtype: DType, dtypes: readonly DType[]): void {
  if (dtypes.includes(dtype)) return;
  throw new NoSnapshotError(
    `its input '${name}' is ${dtype}; such values may decide what the model runs, so a snapshot takes only ${dtypes.join(', ')}`,
  );
}
