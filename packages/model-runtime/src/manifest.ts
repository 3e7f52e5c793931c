import { DTYPES } from '@pilotlight/protocol';
import * as v from 'valibot';

/** The manifest's file name, in each `models/<name>/<version>/`. */
export const MANIFEST_FILE = 'manifest.json';

export const MODEL_FORMATS = ['tfjs-layers-model', 'tfjs-graph-model'] as const;
export const ENGINE_NAMES = ['wasm'] as const;

export type ModelFormat = (typeof MODEL_FORMATS)[number];
export type EngineName = (typeof ENGINE_NAMES)[number];

const dimension = v.pipe(v.number(), v.safeInteger(), v.minValue(-1));
const tensorSpecs = v.record(v.string(), v.object({ dtype: v.picklist(DTYPES), shape: v.array(dimension) }));
/** A file of the model's own folder: no path, nothing hidden. */
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/));

const manifestSchema = v.strictObject({
  format: v.picklist(MODEL_FORMATS),
  engine: v.picklist(ENGINE_NAMES),
  /** The file that an engine starts to read with. */
  entry: fileName,
  signatures: v.record(v.string(), v.strictObject({ inputs: tensorSpecs, outputs: tensorSpecs })),
  /** What the last dimension of the output counts through, in order. */
  labels: v.optional(v.array(v.string())),
  /** Every file of the model with the digest of its content, `sha256-<hex>`. */
  files: v.record(fileName, v.pipe(v.string(), v.regex(/^sha256-[0-9a-f]{64}$/))),
  /** One input of the default signature in the form that `inputs` has in a request; a warm-up runs it. */
  sample: v.record(v.string(), v.unknown()),
});

/** What Pilotlight knows of a model before any engine has read it. Written once, beside the model's own files. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** @throws {v.ValiError} naming the field; whoever knows the model's name says which model it is. */
export function parseManifest(json: unknown): Manifest {
  return v.parse(manifestSchema, json);
}
