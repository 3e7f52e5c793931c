import * as v from 'valibot';

/** What gave the answers that a model's own were compared with. */
const REFERENCES = ['tfjs-node', 'cpu', 'python'] as const;

/** What a model's answers were compared with, or why with nothing. */
export const comparisonSchema = v.union([
  v.strictObject({
    with: v.picklist(REFERENCES),
    /** How many inputs were answered by both. */
    inputs: v.number(),
    /** The furthest that an answer was off, as a part of its output's largest value. */
    distance: v.number(),
  }),
  v.strictObject({ with: v.literal('nothing'), why: v.string() }),
]);

export type Comparison = v.InferOutput<typeof comparisonSchema>;
