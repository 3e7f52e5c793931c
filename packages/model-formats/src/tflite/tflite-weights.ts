import { elementCount } from '@pilotlight/protocol/tensors';
import type { WeightSummary } from '../model-description.ts';
import type { TfliteModel, TfliteTensor } from './tflite-model.ts';

const INTEGERS = new Set(['int8', 'uint8', 'int4', 'int16']);

/** Counts the trained weights: floats and quantized integers, but not the shapes and axes that ops have as constants. */
export function tfliteWeights({ subgraphs }: TfliteModel): {
  parameterCount: number;
  weights: WeightSummary;
} {
  const dtypes: Record<string, number> = {};
  const seen = new Set<number>();
  let parameterCount = 0;
  for (const tensor of subgraphs.flatMap(({ tensors }) => tensors)) {
    const isTrained = tensor.type.startsWith('float') || isQuantized(tensor);
    if (tensor.constant === undefined || !isTrained || seen.has(tensor.constant)) continue;
    seen.add(tensor.constant);
    const elements = elementCount(tensor.shape);
    dtypes[tensor.type] = (dtypes[tensor.type] ?? 0) + elements;
    parameterCount += elements;
  }
  return { parameterCount, weights: { dtypes, summary: summarize(subgraphs, dtypes) } };
}

function summarize(subgraphs: TfliteModel['subgraphs'], dtypes: Readonly<Record<string, number>>): string {
  const integer = [...INTEGERS].find((type) => (dtypes[type] ?? 0) > 0);
  if (integer === undefined) {
    if ((dtypes['float16'] ?? 0) > 0) return 'float16';
    return (dtypes['float32'] ?? 0) > 0 ? 'float32' : 'none';
  }
  const between = subgraphs.flatMap(({ tensors, inputs, outputs }) => {
    const ends = new Set([...inputs, ...outputs]);
    return tensors.filter((tensor, at) => tensor.constant === undefined && !ends.has(at));
  });
  const ends = subgraphs.flatMap(({ tensors, inputs, outputs }) =>
    [...inputs, ...outputs].flatMap((at) => tensors[at] ?? []),
  );
  if (![...between, ...ends].some(isQuantized)) return 'dynamic range';
  if (between.some(({ type }) => type === 'float32')) return `${integer} in part`;
  const outside = ends.some(({ type }) => type === 'float32') ? ', float32 outside' : '';
  return `${integer} full integer${outside}`;
}

function isQuantized({ type, scales }: TfliteTensor): boolean {
  return (INTEGERS.has(type) || type === 'int32') && scales.some((scale) => scale > 0);
}
