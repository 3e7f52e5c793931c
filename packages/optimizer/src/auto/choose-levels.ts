import type { Scorer } from './scorer.ts';
import type { Trial } from './trial.ts';
import type { Level, Unit } from './unit.ts';

/** Number of units to try one by one, after as many as possible have been taken together. */
const MOST_EXTRAS = 4;

/** Cost of storing a unit less exactly. */
export interface Sensitivity {
  unit: Unit;
  level: Level;
  /** Distance that the answers move if nothing else changes: see {@link Scorer.distance}. */
  distance: number;
  /** Number of bytes that it saves. */
  saves: number;
}

export interface ChosenLevels {
  levels: ReadonlyMap<Unit, Level>;
  /** Loss of the model with these levels, on all examples: see {@link Scorer.drop}. */
  drop: number;
  sensitivities: readonly Sensitivity[];
}

/**
 * Chooses a level for each unit, so that the model is as small as possible and its answers to all examples are at most
 * `maxDrop` worse. The sensitivity of each unit is measured alone, on `probes`. The units that save most for their cost
 * are taken first, as many as the bound allows; bisection finds that number. A few examples give an estimate; the final
 * choice is always tested on all of them.
 */
export async function chooseLevels({
  trial,
  scorer,
  probes,
  maxDrop,
}: {
  trial: Trial;
  scorer: Scorer;
  probes: readonly number[];
  maxDrop: number;
}): Promise<ChosenLevels> {
  const { units } = trial;
  const dropOf = async (levels: ReadonlyMap<Unit, Level>) => {
    trial.set(levels);
    return scorer.drop(trial.answers(scorer.order), maxDrop);
  };
  const isLikely = async (levels: ReadonlyMap<Unit, Level>) => {
    trial.set(levels);
    return (await scorer.estimate(trial.answers(scorer.subset))) <= maxDrop;
  };
  const sensitivityOf = async (unit: Unit, level: Level): Promise<Sensitivity> => {
    trial.set(new Map([[unit, level]]));
    const distance = await scorer.distance(trial.answers(probes));
    return { unit, level, distance, saves: unit.elements * (level === 'uint8' ? 1 : 2) };
  };

  const shrinkable = new Set(
    units.filter(({ weights }) => weights.some(({ storage }) => storage.uint8 === 'uint8')),
  );
  const lowest = new Map(units.map((unit): [Unit, Level] => [unit, shrinkable.has(unit) ? 'uint8' : 'half']));
  const lowestDrop = await dropOf(lowest);
  const sensitivities: Sensitivity[] = [];
  if (lowestDrop <= maxDrop) {
    for (const unit of shrinkable) sensitivities.push(await sensitivityOf(unit, 'uint8'));
    return { levels: lowest, drop: lowestDrop, sensitivities };
  }

  // Two bytes hardly ever cost anything, so the cost of each unit in two bytes is measured only if all together exceed
  // the bound.
  const halves = new Map(units.map((unit): [Unit, Level] => [unit, 'half']));
  const halvesDrop = await dropOf(halves);
  let chosen: ChosenLevels = { levels: new Map(), drop: 0, sensitivities };
  if (halvesDrop <= maxDrop) {
    chosen = { levels: halves, drop: halvesDrop, sensitivities };
  } else {
    const measured: Sensitivity[] = [];
    for (const unit of units) measured.push(await sensitivityOf(unit, 'half'));
    sensitivities.push(...measured);
    chosen = await takeMost({ chosen, moves: measured, maxDrop, dropOf, isLikely });
  }

  const moves: Sensitivity[] = [];
  for (const unit of chosen.levels.keys())
    if (shrinkable.has(unit)) moves.push(await sensitivityOf(unit, 'uint8'));
  sensitivities.push(...moves);
  return takeMost({ chosen, moves, maxDrop, dropOf, isLikely });
}

/** Takes as many moves as the bound allows, in order of cost per saved byte. */
async function takeMost({
  chosen,
  moves,
  maxDrop,
  dropOf,
  isLikely,
}: {
  chosen: ChosenLevels;
  moves: readonly Sensitivity[];
  maxDrop: number;
  dropOf: (levels: ReadonlyMap<Unit, Level>) => Promise<number>;
  isLikely: (levels: ReadonlyMap<Unit, Level>) => Promise<boolean>;
}): Promise<ChosenLevels> {
  const ordered = moves.toSorted((a, b) => a.distance / a.saves - b.distance / b.saves);
  let best = chosen;
  const withThese = (taken: readonly Sensitivity[], { levels }: ChosenLevels) =>
    new Map([...levels, ...taken.map(({ unit, level }): [Unit, Level] => [unit, level])]);
  const isTaken = async (levels: ReadonlyMap<Unit, Level>) => {
    const drop = await dropOf(levels);
    // False too if the drop is NaN.
    if (!(drop <= maxDrop)) return false;
    best = { ...chosen, levels, drop };
    return true;
  };
  const first = (count: number) => withThese(ordered.slice(0, count), chosen);

  if (ordered.length === 0 || (await isTaken(first(ordered.length)))) return best;
  let count = await mostThat((some) => isLikely(first(some)), ordered.length);
  // A few examples may have been too optimistic.
  if (count > 0 && !(await isTaken(first(count))))
    count = await mostThat((some) => isTaken(first(some)), count);
  // The move that was too much may come before others that are not.
  const rest = ordered.slice(count + 1).toSorted((a, b) => b.saves - a.saves);
  for (const move of rest.slice(0, MOST_EXTRAS)) {
    const levels = withThese([move], best);
    if (await isLikely(levels)) await isTaken(levels);
  }
  return best;
}

/** Returns the greatest allowed number below `tooMany`, found by bisection. */
async function mostThat(isAllowed: (count: number) => Promise<boolean>, tooMany: number): Promise<number> {
  let low = 0;
  let high = tooMany;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isAllowed(middle)) low = middle;
    else high = middle;
  }
  return low;
}
