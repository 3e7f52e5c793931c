import * as v from 'valibot';
import { decodeFile } from '../decode-file.ts';
import { LIMITS } from '../limits.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { countJsonValues } from './count-json-values.ts';
import { FIRST_ISSUE } from './first-issue.ts';
import { modelJsonSchema, type WeightGroup } from './model-json.ts';
import { readTopology, type Topology } from './read-topology.ts';

/** A `model.json` that was read. */
export interface ReadModelJson {
  /** All that is in it but the manifest of the weights, as it is written. */
  json: Readonly<Record<string, unknown>>;
  topology: Topology;
  weightsManifest: readonly WeightGroup[];
  bytes: number;
}

/**
 * Reads `model.json`, whoever wrote it: after this its weight files lie in its folder, and its topology can be read.
 *
 * @throws {ModelFormatError} where it is none, is damaged, or is larger than any is.
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
      const { weightsManifest: _, ...json } = written;
      return {
        json,
        topology: readTopology(read),
        weightsManifest: read.weightsManifest,
        bytes: content.byteLength,
      };
    },
  });
}
