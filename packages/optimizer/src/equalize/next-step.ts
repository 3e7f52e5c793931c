import type { Network, Step } from './step.ts';

/**
 * Returns a function that finds the only step that takes a step's result, if that step takes no other computed input.
 */
export function nextStepIn({ steps, outputs }: Network): (step: Step) => Step | undefined {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const takers = new Map<string, string[]>();
  for (const { name, inputs } of steps) {
    for (const input of inputs) takers.set(input, [...(takers.get(input) ?? []), name]);
  }
  return ({ name }) => {
    const [taker = '', another] = takers.get(name) ?? [];
    const step = another === undefined && !outputs.has(name) ? byName.get(taker) : undefined;
    return step?.inputs.length === 1 ? step : undefined;
  };
}
