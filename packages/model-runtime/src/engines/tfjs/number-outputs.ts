import type { io } from '@tensorflow/tfjs-core';
import * as v from 'valibot';

const node = v.looseObject({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string()), []),
});
const body = v.looseObject({
  nodeDef: v.optional(v.array(node), []),
  ret: v.optional(v.record(v.string(), v.string()), {}),
});
const withFunctions = v.looseObject({ library: v.looseObject({ function: v.array(body) }) });

/** The outputs of ops that have several, each one tensor, in the order of their numbers. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  FusedBatchNorm: ['y', 'batch_mean', 'batch_variance'],
  FusedBatchNormV2: ['y', 'batch_mean', 'batch_variance'],
  FusedBatchNormV3: ['y', 'batch_mean', 'batch_variance'],
  ListDiff: ['out', 'idx'],
  MaxPoolWithArgmax: ['output', 'argmax'],
  Merge: ['output', 'value_index'],
  NonMaxSuppressionV4: ['selected_indices', 'valid_outputs'],
  NonMaxSuppressionV5: ['selected_indices', 'selected_scores', 'valid_outputs'],
  SparseFillEmptyRows: ['output_indices', 'output_values', 'empty_row_indicator', 'reverse_index_map'],
  SparseReshape: ['output_indices', 'output_shape'],
  StringNGrams: ['ngrams', 'ngrams_splits'],
  StringSplit: ['indices', 'values', 'shape'],
  Switch: ['output_false', 'output_true'],
  TensorArrayV3: ['handle', 'flow'],
  TensorListConcatV2: ['tensor', 'lengths'],
  TensorListPopBack: ['output_handle', 'tensor'],
  TopKV2: ['values', 'indices'],
  Unique: ['y', 'idx'],
  UniqueV2: ['y', 'idx'],
};

/**
 * A graph's functions refer to an output by its name and an index within that: `TopKV2:indices:0`. The converter uses only
 * the index, so it takes the first output. This sets the output's own number. The converter also returns only one output of
 * a node, so if several are returned each passes through a node of its own.
 */
export function numberOutputs(
  topology: io.ModelArtifacts['modelTopology'],
): io.ModelArtifacts['modelTopology'] {
  if (!v.is(withFunctions, topology)) return topology;
  const { library, ...rest } = v.parse(withFunctions, topology);
  return { ...rest, library: { ...library, function: library.function.map(numbered) } };
}

function numbered({ nodeDef, ret, ...rest }: v.InferOutput<typeof body>) {
  const ops = new Map(nodeDef.map(({ name, op }) => [name, op]));
  const byNumber = (reference: string) => {
    const [name = '', output = '', within] = reference.split(':');
    if (within === undefined) return reference;
    const at = OUTPUTS[ops.get(name) ?? '']?.indexOf(output) ?? -1;
    return at === -1 ? reference : `${name}:${at}`;
  };
  const isShared = (reference: string) =>
    Object.values(ret).filter((other) => nodeOf(other) === nodeOf(reference)).length > 1;
  const returned = Object.entries(ret).map(([output, reference]) => ({
    output,
    reference: byNumber(reference),
    copy: isShared(reference) ? `${output}/returned` : undefined,
  }));
  return {
    ...rest,
    nodeDef: [
      ...nodeDef.map((one) => ({ ...one, input: one.input.map(byNumber) })),
      ...returned.flatMap(({ reference, copy }) =>
        copy === undefined ? [] : [{ name: copy, op: 'Identity', input: [reference], attr: {} }],
      ),
    ],
    ret: Object.fromEntries(returned.map(({ output, reference, copy }) => [output, copy ?? reference])),
  };
}

function nodeOf(reference: string): string | undefined {
  return reference.split(':')[0];
}
