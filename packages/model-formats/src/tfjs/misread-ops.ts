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

/** Ops for which TensorFlow.js respects the position of the channels. */
const READS_CHANNELS = new Set(['DepthToSpace']);

/**
 * Names the setting of an op that TensorFlow.js silently ignores, so that its answers would differ from those of TensorFlow;
 * undefined if there is none. Settings that it refuses when the op runs are named too, if they are in the file.
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
