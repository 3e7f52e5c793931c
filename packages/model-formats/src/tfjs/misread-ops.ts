import * as v from 'valibot';

/** An op of a graph with its attributes, as the converter writes them. */
export interface OpNode {
  op: string;
  attr?: Readonly<Record<string, unknown>> | null | undefined;
}

const text = v.pipe(
  v.object({ s: v.string() }),
  v.transform(({ s }) => atob(s)),
);
const flag = v.pipe(
  v.object({ b: v.boolean() }),
  v.transform(({ b }) => b),
);
const numbers = v.pipe(
  v.object({ list: v.object({ i: v.optional(v.array(v.pipe(v.unknown(), v.transform(Number))), []) }) }),
  v.transform(({ list }) => list.i),
);

/** Ops for whose channels TensorFlow.js looks where they are said to be. */
const READS_CHANNELS = new Set(['DepthToSpace']);

/**
 * What TensorFlow.js leaves out of account of an op, so that it would answer otherwise than TensorFlow, without a word;
 * undefined of an op that it reads whole. What it refuses when it runs is named here too, where the file tells.
 */
export function misreadOp({ op, attr }: OpNode): string | undefined {
  const read = <Value>(name: string, schema: v.GenericSchema<unknown, Value>) => {
    const found = v.safeParse(schema, attr?.[name]);
    return found.success ? found.output : undefined;
  };
  const format = read('data_format', text);
  if (format?.startsWith('NC') && !READS_CHANNELS.has(op)) return `op ${op} with data_format ${format}`;
  if (op.startsWith('FusedBatchNorm') && read('is_training', flag)) return `op ${op} with is_training`;
  if (op.startsWith('Conv2DBackpropInput') && read('dilations', numbers)?.some((one) => one !== 1))
    return `op ${op} with dilations`;
  if (op.startsWith('MaxPool') && read('padding', text) === 'EXPLICIT')
    return `op ${op} with padding EXPLICIT`;
  return undefined;
}
