import { floatValues, type WeightValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import { channelRanges, scaleChannels } from './channel-factors.ts';
import { type Exchange, findExchanges } from './find-exchanges.ts';
import { networkOf } from './network-of.ts';
import type { Part } from './step.ts';

/** Exchanges between two kernels affect each other, so they are repeated until they converge. */
const SWEEPS = 10;
/** Larger ratios of ranges are left alone: they come from dead channels, or from numbers that no type can hold. */
const MOST = 2 ** 12;

/** A weight, and the factors of its channels so far, for each axis. */
interface Scaled {
  weight: Weight;
  factors: Map<number, number[]>;
}

/**
 * Equalizes the ranges of the channels of each kernel as far as possible, so that few bits serve them all (cross-layer
 * equalization, Nagel et al. 2019; against a normalization's own scale it works with any activation). The outputs of
 * the model stay the same, up to the rounding of floats. Only the factors are kept, not a second model.
 *
 * @returns the changed weights; undefined if there is nothing to exchange.
 */
export function equalizeModel(model: TfjsModel): WeightValues | undefined {
  const weights = new Map(
    model.groups
      .flat()
      .filter(({ dtype }) => dtype === 'float32')
      .map((weight): [string, Scaled] => [weight.name, { weight, factors: new Map() }]),
  );
  const exchanges = findExchanges(networkOf(model)).filter((exchange) => isWhole(exchange, weights));
  if (exchanges.length === 0) return undefined;

  const intoScales = exchanges.filter(({ multiplied }) =>
    multiplied.every(({ weight }) => isVector(weights, weight)),
  );
  const betweenKernels = exchanges.filter((exchange) => !intoScales.includes(exchange));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const exchange of betweenKernels) make(exchange, weights);
  }
  for (const exchange of intoScales) make(exchange, weights);

  return (weight) => {
    const values = floatValues(weight);
    const factors = weights.get(weight.name)?.factors;
    return values && factors && factors.size > 0 ? scaleChannels(values, weight, factors) : values;
  };
}

function make(exchange: Exchange, weights: ReadonlyMap<string, Scaled>): void {
  const factors = factorsOf(exchange, weights);
  const inverse = factors.map((factor) => 1 / factor);
  for (const part of exchange.divided) scale(weights, part, inverse);
  for (const part of exchange.multiplied) scale(weights, part, factors);
}

/** Returns the factors that the channels of one side are divided by and those of the other side multiplied by. */
function factorsOf(
  { divided, dividedKernel, multipliedKernel }: Exchange,
  weights: ReadonlyMap<string, Scaled>,
): number[] {
  const before = dividedKernel && rangesOf(weights, dividedKernel);
  const behind = multipliedKernel && rangesOf(weights, multipliedKernel);
  if (before && behind) return before.map((range, at) => bounded(Math.sqrt(range / (behind[at] ?? 0))));
  if (before) {
    const largest = Math.max(...before);
    return before.map((range) => bounded(range / largest));
  }
  if (behind) {
    const largest = Math.max(...behind);
    return behind.map((range) => bounded(largest / range));
  }
  return Array.from({ length: channelsOf(weights, divided[0]) }, () => 1);
}

/** A channel of zeros has no range. */
function bounded(factor: number): number {
  return Number.isFinite(factor) && factor > 0 ? Math.min(MOST, Math.max(1 / MOST, factor)) : 1;
}

/** True if all its weights exist, with the same number of channels. */
function isWhole({ divided, multiplied }: Exchange, weights: ReadonlyMap<string, Scaled>): boolean {
  const counts = [...divided, ...multiplied].map((part) => channelsOf(weights, part));
  return counts.every((count) => count > 1 && count === counts[0]);
}

function channelsOf(weights: ReadonlyMap<string, Scaled>, part: Part | undefined): number {
  return part ? (weights.get(part.weight)?.weight.shape[part.axis] ?? 0) : 0;
}

function isVector(weights: ReadonlyMap<string, Scaled>, name: string): boolean {
  return (weights.get(name)?.weight.shape ?? []).filter((size) => size > 1).length < 2;
}

function rangesOf(weights: ReadonlyMap<string, Scaled>, { weight: name, axis }: Part): number[] {
  const found = weights.get(name);
  const values = found && floatValues(found.weight);
  return values ? channelRanges(values, found.weight, { axis, factors: found.factors }) : [];
}

function scale(
  weights: ReadonlyMap<string, Scaled>,
  { weight: name, axis }: Part,
  factors: readonly number[],
): void {
  const known = weights.get(name)?.factors;
  known?.set(
    axis,
    factors.map((factor, at) => factor * (known.get(axis)?.[at] ?? 1)),
  );
}
