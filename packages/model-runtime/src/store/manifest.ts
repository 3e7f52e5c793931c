import { ENGINE_NAMES, MODEL_FORMATS } from '@pilotlight/protocol';
import { signatureSchema } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';
import { digest, fileName } from './manifest-fields.ts';
import { imagePreprocessingSchema } from '../images/image-preprocessing.ts';
import { pageRunsSchema } from './page-runs.ts';
import { provenanceSchema } from './provenance.ts';
import { comparisonSchema } from './comparison.ts';
import { upgradeManifest } from './upgrade-manifest.ts';

/** The manifest's file name, in each `models/<name>/<version>/`. */
export const MANIFEST_FILE = 'manifest.json';

const manifestSchema = v.strictObject({
  format: v.picklist(MODEL_FORMATS),
  engine: v.picklist(ENGINE_NAMES),
  /** The file that an engine starts to read with. */
  entry: fileName,
  signatures: v.record(v.string(), signatureSchema),
  /** What the last dimension of the output counts through, in order. */
  labels: v.optional(v.array(v.string())),
  /** How an encoded image becomes an input, by the input's name. */
  preprocessing: v.optional(v.record(v.string(), imagePreprocessingSchema)),
  /** Every file of the model with the digest of its content, `sha256-<hex>`. */
  files: v.record(fileName, digest),
  /** In a deployment: where the pages of files lie that share some with other models, and are there without these. */
  pages: v.optional(v.record(fileName, pageRunsSchema)),
  /** Of a model that Pilotlight made of another one. */
  provenance: v.optional(provenanceSchema),
  /**
   * What a warm-up runs: inputs of the default signature, or of the first, as `inputs` of a raw request has them (or
   * `{ dtype, shape, fill }`, a tensor of one number), or zeros.
   */
  sample: v.union([v.literal('zeros'), v.record(v.string(), v.unknown())]),
  /** True where the model answers the sample with NaN or an infinity, which no caller is answered with. */
  nonFiniteSample: v.optional(v.boolean()),
  /** What the model was measured to need when it was added, in a process of its own. */
  measured: v.optional(
    v.strictObject({
      /** What the process held before it loaded anything, in MiB. */
      processMiB: v.number(),
      /** The most memory that the process held, in MiB. */
      peakMiB: v.number(),
      /** What it holds while it is loaded, beside an engine that runs already, in MiB. */
      heldMiB: v.optional(v.number()),
      /** From the start of the process to its first prediction, in milliseconds. */
      coldStartMs: v.number(),
      /** To load it and run it for the first time, where its engine runs already, in milliseconds. */
      loadMs: v.optional(v.number()),
      /** A prediction after that, in milliseconds: the median of some. Not in manifests from before it was measured. */
      warmMs: v.optional(v.number()),
    }),
  ),
  /**
   * What its answers were compared with when it was added: those of the model that it was converted from, on what `with`
   * says, or those of the same model on another engine.
   */
  compared: v.optional(comparisonSchema),
  /** The function's memory in MiB, where its owner knows better than what was measured. */
  memoryMiB: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(128))),
});

/** What Pilotlight knows of a model before any engine has read it. Written once, beside the model's own files. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** @throws {v.ValiError} naming the field; whoever knows the model's name says which model it is. */
export function parseManifest(json: unknown): Manifest {
  return v.parse(manifestSchema, upgradeManifest(json));
}
