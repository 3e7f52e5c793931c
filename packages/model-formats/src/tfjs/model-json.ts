import { weightFileName } from '@pilotlight/model-runtime/tfjs';
import * as v from 'valibot';
import { weightEntrySchema } from './weight-entry.ts';

/** Path of a weight file beside `model.json`: a path to another place is refused. */
const weightPath = v.pipe(
  v.string(),
  v.transform(weightFileName),
  v.check(
    (path) => /^[^/\\:]/.test(path) && path.split('/').every((part) => /^[^.\\][^\\]*$/.test(part)),
    'a weight file must be in the folder of the model',
  ),
);

/** `model.json` as the converter and TensorFlow.js itself write it. */
export const modelJsonSchema = v.object({
  format: v.optional(v.nullable(v.string())),
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(v.object({ paths: v.array(weightPath), weights: v.array(weightEntrySchema) })),
  signature: v.optional(v.nullable(v.unknown())),
  userDefinedMetadata: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
});

export type ModelJson = v.InferOutput<typeof modelJsonSchema>;
export type WeightGroup = ModelJson['weightsManifest'][number];

/** True if a `model.json` holds a graph of ops; the other kind is a model of layers. */
export function isGraph({ format, modelTopology }: ModelJson): boolean {
  return format === 'graph-model' || Object.hasOwn(modelTopology, 'node');
}
