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
  /** The file that an engine reads first. */
  entry: fileName,
  signatures: v.record(v.string(), signatureSchema),
  /** Class names, one per index of the output's last axis. */
  labels: v.optional(v.array(v.string())),
  /** The preprocessing of encoded images, by the input's name. */
  preprocessing: v.optional(v.record(v.string(), imagePreprocessingSchema)),
  /** Every file of the model with the digest of its content, `sha256-<hex>`. */
  files: v.record(fileName, digest),
  /** In a deployment: the places of the pages of files that share pages with other models and are stored without them. */
  pages: v.optional(v.record(fileName, pageRunsSchema)),
  /** Of a model that Pilotlight made from another one. */
  provenance: v.optional(provenanceSchema),
  /**
   * The warm-up's input: inputs of the default signature, or of the first, in the form of a raw request's `inputs` (or
   * `{ dtype, shape, fill }`, a tensor of one number), or zeros.
   */
  sample: v.union([v.literal('zeros'), v.record(v.string(), v.unknown())]),
  /** True if the model answers the sample with NaN or an infinity, which no caller gets. */
  nonFiniteSample: v.optional(v.boolean()),
  /** Needs of the model, measured when it was added, in a process of its own. */
  measured: v.optional(
    v.strictObject({
      /** Memory of the process before it loaded anything, in MiB. */
      processMiB: v.number(),
      /** Peak memory of the process, in MiB. */
      peakMiB: v.number(),
      /** Memory of the loaded model, beside an engine that runs already, in MiB. */
      heldMiB: v.optional(v.number()),
      /** From the start of the process to its first prediction, in milliseconds. */
      coldStartMs: v.number(),
      /** To load it and run it for the first time when its engine runs already, in milliseconds. */
      loadMs: v.optional(v.number()),
      /** A later prediction, in milliseconds: a median. Missing in manifests from before it was measured. */
      warmMs: v.optional(v.number()),
    }),
  ),
  /**
   * The comparison of its answers when it was added: with those of the model that it was converted from, or with those of
   * the same model on another engine. `with` names it.
   */
  compared: v.optional(comparisonSchema),
  /** The function's memory in MiB, if its owner overrides the measured value. */
  memoryMiB: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(128))),
});

/** Facts about a model that Pilotlight knows before any engine reads it. Written once, beside the model's own files. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** @throws {v.ValiError} naming the field; the caller adds the model's name. */
export function parseManifest(json: unknown): Manifest {
  return v.parse(manifestSchema, upgradeManifest(json));
}
