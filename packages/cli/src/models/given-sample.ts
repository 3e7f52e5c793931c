import type { ModelDescription } from '@pilotlight/model-formats';
import { sampleSignature } from '@pilotlight/model-runtime/request';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { decodeInputs, PilotlightError } from '@pilotlight/protocol';
import type { Signature } from '@pilotlight/protocol/tensors';
import { sampleFromRequest, sampleOfTensors } from './sample-from-request.ts';
import { readWarmupRequest, WARMUP_RECORDS } from './warmup-records.ts';

/** A known sample, and its source in words. */
export interface GivenSample {
  sample: Manifest['sample'];
  words: string;
}

/**
 * Finds the sample for a model: the one on the command line, or the one in a SavedModel.
 *
 * @throws {CommandError} if the one on the command line does not fit the model.
 */
export async function givenSample({
  request,
  description,
  manifest,
}: {
  request: Record<string, unknown> | undefined;
  description: ModelDescription;
  manifest: Manifest;
}): Promise<GivenSample | undefined> {
  if (request) return { sample: await sampleFromRequest(request, manifest), words: 'your sample' };
  const name = sampleSignature(manifest);
  const signature = manifest.signatures[name] ?? { inputs: {}, outputs: {} };
  const recorded = await readWarmupRequest(description, name, Object.keys(signature.inputs));
  if (!recorded) return undefined;
  const sample = sampleOfTensors(recorded);
  return fits(sample, signature) ? { sample, words: `the request in ${WARMUP_RECORDS}` } : undefined;
}

function fits(columns: unknown, signature: Signature): boolean {
  try {
    decodeInputs({ form: 'inputs', columns }, signature, true);
    return true;
  } catch (error) {
    if (PilotlightError.isInstance(error)) return false;
    throw error;
  }
}
