import * as v from 'valibot';
import { digest } from './manifest-fields.ts';

const setting = v.union([v.string(), v.number(), v.boolean()]);

/** More steps than anybody applies to a model. */
const MOST_STEPS = 100;

/** Data that a step used: what it is, never its path. */
const data = v.strictObject({
  digest,
  /** Number of its examples that were used. */
  examples: v.number(),
  /** The examples that were used, if they are not spread over all. */
  part: v.optional(v.string()),
});

export const provenanceSchema = v.strictObject({
  /** The model that the first step began with, or its teacher, by the digests of its own files. */
  of: v.strictObject({
    model: v.optional(v.string()),
    version: v.optional(v.number()),
    files: v.record(v.string(), digest),
  }),
  /** The steps in order, each applied to the result of the one before. */
  steps: v.pipe(
    v.array(
      v.strictObject({
        /** The command. */
        step: v.string(),
        /** The version of Pilotlight. */
        tool: v.string(),
        /** The options of the command, with the defaults. */
        settings: v.record(v.string(), setting),
        /** By the option that named it. */
        data: v.record(v.string(), data),
        /** Results, such as how many weights are stored in which precision. */
        result: v.record(v.string(), v.number()),
      }),
    ),
    v.maxLength(MOST_STEPS),
  ),
});

/** The steps that made a model from another one, so that they can be repeated. */
export type Provenance = v.InferOutput<typeof provenanceSchema>;
export type ProvenanceStep = Provenance['steps'][number];

/** @throws {v.ValiError} naming the field. */
export function parseProvenance(json: unknown): Provenance {
  return v.parse(provenanceSchema, json);
}
