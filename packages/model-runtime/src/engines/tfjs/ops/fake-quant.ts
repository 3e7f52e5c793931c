import { add, clipByValue, div, floor, mul, scalar, sub } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { type GraphOp, inputAt, numberAt } from './graph-op.ts';

const options = v.object({
  num_bits: v.optional(v.number(), 8),
  narrow_range: v.optional(v.boolean(), false),
});

/**
 * The converter returns its input unchanged. TensorFlow rounds it to the values that this number of bits can represent, as
 * in quantization-aware training; these values include 0.
 */
export const fakeQuantOp: GraphOp = {
  name: 'FakeQuantWithMinMaxVars',
  run(node) {
    const { num_bits: bits, narrow_range: isNarrow } = v.parse(options, node.attrs);
    const least = isNarrow ? 1 : 0;
    const most = 2 ** bits - 1;
    const from = numberAt(node, 1);
    const step = Math.fround(Math.fround(numberAt(node, 2) - from) / (most - least));
    const zero = Math.min(Math.max(roundAway(Math.fround(least - Math.fround(from / step))), least), most);
    const low = Math.fround((least - zero) * step);
    const high = Math.fround((most - zero) * step);
    const steps = div(sub(clipByValue(inputAt(node, 0), low, high), scalar(low)), scalar(step));
    return add(mul(floor(add(steps, scalar(0.5))), scalar(step)), scalar(low));
  },
};

/** Rounds as C++ does: a half away from 0. */
function roundAway(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}
