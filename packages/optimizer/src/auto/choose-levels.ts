import type { Scorer } from './scorer.ts';
import type { Trial } from './trial.ts';
import type { Level, Unit } from './unit.ts';

/** Units that are tried one by one, once as many as possible have been taken together. */
const MOST_EXTRAS = 4;

/** What it costs to keep a unit less exactly. */
export interface Sensitivity {
  unit: Unit;
  level: Level;
  /** How far the answers move when nothing else is changed: see {@link Scorer.distance}. */
  distance: number;
  /** Bytes that it saves. */
  saves: number;
}

export interface ChosenLevels {
  levels: ReadonlyMap<Unit, Level>;
  /** How much worse the model is with these, on all examples: see {@link Scorer.drop}. */
  drop: number;
  sensitivities: readonly Sensitivity[];
}

/**
 * Chooses for each unit how exactly it is kept, so that the model is as small as can be and its answers to all examples
 * at most `maxDrop` worse. Each unit's sensitivity is measured by itself on `probes`; the units that save most for what
 * they cost are taken first, as many as the bound allows, which is found by halving. How many that are about is found out on
 * few examples; what is taken has always been tried on all of them.
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

  // Two bytes hardly ever cost anything, so what each unit costs in them is measured only where all together do.
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

/** Takes as many moves as the bound allows, those first that cost least for what they save. */
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
    // Of answers that are no numbers it is none either.
    if (!(drop <= maxDrop)) return false;
    best = { ...chosen, levels, drop };
    return true;
  };
  const first = (count: number) => withThese(ordered.slice(0, count), chosen);

  if (ordered.length === 0 || (await isTaken(first(ordered.length)))) return best;
  let count = await mostThat((some) => isLikely(first(some)), ordered.length);
  // Few examples may have promised too much.
  if (count > 0 && !(await isTaken(first(count))))
    count = await mostThat((some) => isTaken(first(some)), count);
  // The one that was too much may stand before others that are not.
  const rest = ordered.slice(count + 1).toSorted((a, b) => b.saves - a.saves);
  for (const move of rest.slice(0, MOST_EXTRAS)) {
    const levels = withThese([move], best);
    if (await isLikely(levels)) await isTaken(levels);
  }
  return best;
}

/** The greatest number below `tooMany` that is allowed, found by halving. */
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
