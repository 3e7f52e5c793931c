import * as v from 'valibot';

/** The source of the answers that a model's own were compared with. */
const REFERENCES = ['tfjs-node', 'cpu', 'python'] as const;

/** The comparison of a model's answers, or why there is none. */
export const comparisonSchema = v.union([
  v.strictObject({
    with: v.picklist(REFERENCES),
    /** Number of inputs that both answered. */
    inputs: v.number(),
    /** The largest difference of an answer, as a fraction of its output's largest value. */
    distance: v.number(),
  }),
  v.strictObject({ with: v.literal('nothing'), why: v.string() }),
]);

export type Comparison = v.InferOutput<typeof comparisonSchema>;
