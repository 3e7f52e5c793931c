import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import { chooseLevels } from './choose-levels.ts';
import type { Answers, Scorer } from './scorer.ts';
import type { Trial } from './trial.ts';
import type { Level, Unit } from './unit.ts';

const WEIGHT: Weight = {
  name: '',
  shape: [],
  dtype: 'float32',
  bytes: new Uint8Array(),
  quantization: undefined,
};

async function first(answers: Answers): Promise<number> {
  for await (const [, [cost = 0]] of answers) return cost;
  return 0;
}

/** A model that gets worse by the cost of each of its units at its level. */
function pretend(
  costs: readonly { half: number; uint8: number; elements: number }[],
  estimate: Scorer['estimate'] = first,
) {
  const units = costs.map(({ elements }, at): Unit => {
    const storage = { float32: 'float32', half: 'float16', uint8: 'uint8' } as const;
    return {
      name: `unit ${at}`,
      elements,
      weights: [{ weight: { ...WEIGHT, name: `unit ${at}` }, storage }],
    };
  });
  const costOf = (levels: ReadonlyMap<Unit, Level>) =>
    units.reduce((sum, unit, at) => {
      const level = levels.get(unit) ?? 'float32';
      return sum + (level === 'float32' ? 0 : (costs[at]?.[level] ?? 0));
    }, 0);
  let current: ReadonlyMap<Unit, Level> = new Map();
  const trial: Trial = {
    units,
    set: (levels) => {
      current = levels;
    },
    valuesOf: () => undefined,
    async *answers() {
      yield [0, Float32Array.of(costOf(current))];
    },
  };
  const scorer: Scorer = {
    order: [0],
    subset: [0],
    drop: first,
    estimate: (answers) => estimate(answers),
    distance: first,
  };
  const choose = async (maxDrop: number) => {
    const chosen = await chooseLevels({ trial, scorer, probes: [0], maxDrop });
    return {
      ...chosen,
      list: units.map((unit) => chosen.levels.get(unit) ?? 'float32'),
      cost: costOf(chosen.levels),
    };
  };
  return { choose };
}

const cost = (uint8: number, elements = 100, half = 0) => ({ half, uint8, elements });

describe('chooseLevels', () => {
  it('takes one byte for all if that costs nothing', async () => {
    expect((await pretend([cost(0), cost(0)]).choose(0)).list).toEqual(['uint8', 'uint8']);
  });

  it('keeps sensitive units in two bytes', async () => {
    const { list, drop } = await pretend([cost(0.001), cost(5), cost(0.002)]).choose(0.01);
    expect(list).toEqual(['uint8', 'half', 'uint8']);
    expect(drop).toBeCloseTo(0.003);
  });

  it('keeps a unit that does not fit two bytes as it is', async () => {
    expect((await pretend([cost(9, 100, 9), cost(0)]).choose(0.01)).list).toEqual(['float32', 'uint8']);
  });

  it('takes the units that save most for their cost', async () => {
    expect((await pretend([cost(0.6, 10), cost(0.6, 1000), cost(0.6, 100)]).choose(1)).list).toEqual([
      'half',
      'uint8',
      'half',
    ]);
  });

  it('takes units that still fit after one that did not', async () => {
    const { list } = await pretend([cost(0.5, 1000), cost(0.9, 900), cost(0.4, 300)]).choose(0.95);
    expect(list).toEqual(['uint8', 'half', 'uint8']);
  });

  it('is not misled by results on few examples', async () => {
    const costs = [cost(0.1), cost(0.2), cost(0.4), cost(0.8)];
    const optimistic = await pretend(costs, async () => 0).choose(0.75);
    expect(optimistic.list).toEqual(['uint8', 'uint8', 'uint8', 'half']);
    const pessimistic = await pretend(costs, async () => 1).choose(0.75);
    expect(pessimistic.drop).toBe(0);
  });

  it('never exceeds the bound, and returns the final loss', async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const costs = fc.record({ half: share, uint8: share, elements: fc.integer({ min: 1, max: 1000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(costs, { minLength: 1, maxLength: 12 }), share, async (units, maxDrop) => {
        const { drop, cost: real } = await pretend(units).choose(maxDrop);
        expect(drop).toBeLessThanOrEqual(maxDrop);
        expect(drop).toBeCloseTo(real, 5);
      }),
    );
  });
});
