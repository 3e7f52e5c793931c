import type { NamedTensors, Tensor } from '@pilotlight/protocol/tensors';
import type { Engine } from '../../engine.ts';
import { inputsOf, type SweepCase } from './sweep-case.ts';
import { modelOf } from './sweep-model.ts';

/** Result of a case: the error of a refusal, or the difference in its answer, or neither. */
export interface Outcome {
  refusal?: string;
  difference?: string;
}

/** Runs a case and compares its answer with TensorFlow's. */
export async function runCase(engine: Engine, one: SweepCase): Promise<Outcome> {
  let outputs: NamedTensors;
  try {
    const model = await engine.load(modelOf(one));
    try {
      outputs = await model.run('serving_default', inputsOf(one));
    } finally {
      model.dispose();
    }
  } catch (error) {
    return one.fails ? {} : { refusal: error instanceof Error ? error.message : String(error) };
  }
  if (one.fails) return { difference: `it answered ${describe(Object.values(outputs)[0])}` };
  const given = Object.values(outputs);
  const differences = one.outputs.flatMap((wanted, at) => differenceOf(given[at], wanted, one.tolerance));
  return differences.length > 0 ? { difference: differences.join('; ') } : {};
}

/** Below this value, the tolerance is a fraction of it rather than of the answer. */
const SMALL = 0.1;

/** Returns how an answer differs from TensorFlow's, if it does. */
export function differenceOf(given: Tensor | undefined, wanted: Tensor, tolerance: number): string[] {
  if (given?.dtype !== wanted.dtype || given.shape.join() !== wanted.shape.join())
    return [`${describe(given)} instead of ${describe(wanted)}`];
  const values = [...given.data].map(Number);
  const expected = [...wanted.data].map(Number);
  const at = expected.findIndex((one, index) => {
    const value = values[index] ?? Number.NaN;
    if (Object.is(one, value) || one === value) return false;
    if (wanted.dtype !== 'float32' || !Number.isFinite(one)) return true;
    return !(Math.abs(value - one) <= tolerance * Math.max(Math.abs(one), SMALL));
  });
  return at === -1 ? [] : [`${values[at]} instead of ${expected[at]} at ${at} of ${expected.length}`];
}

function describe(tensor: Tensor | undefined): string {
  return tensor ? `${tensor.dtype} of [${tensor.shape.join()}]` : 'nothing';
}
