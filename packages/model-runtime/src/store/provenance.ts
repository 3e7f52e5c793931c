import * as v from 'valibot';
import { digest } from './manifest-fields.ts';

const setting = v.union([v.string(), v.number(), v.boolean()]);

/** More than anybody does to a model. */
const MOST_STEPS = 100;

/** Data that took part: what it is, and never where it lay. */
const data = v.strictObject({
  digest,
  /** How many of its examples were used. */
  examples: v.number(),
  /** Which of them, where those are not spread over all. */
  part: v.optional(v.string()),
});

export const provenanceSchema = v.strictObject({
  /** The model that the first step began with, or its teacher, by the digests of its own files. */
  of: v.strictObject({
    model: v.optional(v.string()),
    version: v.optional(v.number()),
    files: v.record(v.string(), digest),
  }),
  /** What was done, the first first: each to what the one before had made. */
  steps: v.pipe(
    v.array(
      v.strictObject({
        /** The command. */
        step: v.string(),
        /** The version of Pilotlight that did it. */
        tool: v.string(),
        /** The options of the command, those that nobody gave included. */
        settings: v.record(v.string(), setting),
        /** By the option that it was given with. */
        data: v.record(v.string(), data),
        /** What came out, such as how many weights are stored in which precision. */
        result: v.record(v.string(), v.number()),
      }),
    ),
    v.maxLength(MOST_STEPS),
  ),
});

/** How a model was made of another, so that it can be made again. */
export type Provenance = v.InferOutput<typeof provenanceSchema>;
export type ProvenanceStep = Provenance['steps'][number];

/** @throws {v.ValiError} naming the field. */
export function parseProvenance(json: unknown): Provenance {
  return v.parse(provenanceSchema, json);
}
