import { KerasFormError, normalizeLayersJson } from '@pilotlight/model-runtime/tfjs';
import * as v from 'valibot';
import { decodeFile } from '../decode-file.ts';
import { LIMITS } from '../limits.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { countJsonValues } from './count-json-values.ts';
import { FIRST_ISSUE } from './first-issue.ts';
import { isGraph, type ModelJson, modelJsonSchema, type WeightGroup } from './model-json.ts';
import { readTopology, type Topology } from './read-topology.ts';

/** Content of a `model.json`. */
export interface ReadModelJson {
  /** Its content without the manifest of the weights; layers are in the form that TensorFlow.js reads. */
  json: Readonly<Record<string, unknown>>;
  topology: Topology;
  weightsManifest: readonly WeightGroup[];
  /** Topology and weights as in the file, before TensorFlow.js's names replaced those of Keras. */
  written: Pick<ModelJson, 'modelTopology' | 'weightsManifest'>;
  bytes: number;
}

/**
 * Reads a `model.json` from any writer, and checks that its weight files are in its folder and its topology can be read.
 *
 * @throws {ModelFormatError} if it is not a `model.json`, is damaged, or is too large.
 */
export async function readModelJson(file: string): Promise<ReadModelJson> {
  const content = await readBoundedFile(file, LIMITS.modelJson);
  return decodeFile({
    file,
    as: 'the model.json of a TensorFlow.js model',
    decode() {
      if (countJsonValues(content) > LIMITS.jsonValues)
        throw new RangeError(`it holds more than ${LIMITS.jsonValues} values`);
      const written: Record<string, unknown> = JSON.parse(new TextDecoder().decode(content));
      const read = v.parse(modelJsonSchema, written, FIRST_ISSUE);
      const { weightsManifest: _, ...rest } = written;
      const { modelTopology, weightsManifest, problem } = asTfjsReads(read);
      const json = { ...rest, modelTopology };
      const topology = readTopology({ ...read, modelTopology, weightsManifest }, problem);
      return { json, topology, weightsManifest, written: read, bytes: content.byteLength };
    },
  });
}

/** Returns the layers and weights of a model in the form that TensorFlow.js reads, or the problem. */
function asTfjsReads(
  read: ModelJson,
): Pick<ModelJson, 'modelTopology' | 'weightsManifest'> & { problem?: string } {
  const { modelTopology, weightsManifest } = read;
  if (isGraph(read)) return { modelTopology, weightsManifest };
  try {
    const normalized = normalizeLayersJson({ modelTopology, weightsManifest });
    const groups = normalized.weightsManifest.map(({ paths, weights }) => ({
      paths: [...paths],
      weights: [...weights],
    }));
    return { modelTopology: { ...normalized.modelTopology }, weightsManifest: groups };
  } catch (error) {
    if (error instanceof KerasFormError) return { modelTopology, weightsManifest, problem: error.message };
    throw error;
  }
}
