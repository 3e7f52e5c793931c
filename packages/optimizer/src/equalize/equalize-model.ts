import { storeValues } from '../quantize/store-values.ts';
import { floatValues } from '../tfjs/float-values.ts';
import type { TfjsModel, Weight } from '../tfjs/weight.ts';
import { channelRanges, scaleChannels } from './channel-factors.ts';
import { type Exchange, findExchanges } from './find-exchanges.ts';
import { graphNetwork } from './graph-network.ts';
import { layersNetwork } from './layers-network.ts';
import type { Part } from './step.ts';

/** Exchanges between two kernels touch each other, so they are made again until they are settled. */
const SWEEPS = 10;
/** Ranges further apart than this are left so: beyond it are dead channels, and numbers that nothing can hold. */
const MOST = 2 ** 12;

interface Values {
  weight: Weight;
  values: Float32Array;
}

/**
 * Makes the channels of each kernel as alike in range as can be, so that few bits serve them all (cross-layer
 * equalisation, Nagel et al. 2019; against a normalisation's own scale it works whatever the activation is). What the
 * model computes stays the same, up to the rounding of floats.
 *
 * @returns undefined where there is nothing to exchange.
 */
export function equalizeModel(model: TfjsModel): TfjsModel | undefined {
  const network = model.format === 'tfjs-graph-model' ? graphNetwork(model) : layersNetwork(model);
  const weights = new Map<string, Values>();
  for (const weight of model.groups.flat()) {
    const values = floatValues(weight);
    if (values) weights.set(weight.name, { weight, values });
  }
  const exchanges = findExchanges(network).filter((exchange) => isWhole(exchange, weights));
  if (exchanges.length === 0) return undefined;

  const intoScales = exchanges.filter(({ multiplied }) =>
    multiplied.every(({ weight }) => isVector(weights, weight)),
  );
  const betweenKernels = exchanges.filter((exchange) => !intoScales.includes(exchange));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const exchange of betweenKernels) make(exchange, weights);
  }
  for (const exchange of intoScales) make(exchange, weights);

  const changed = new Set(
    exchanges.flatMap(({ divided, multiplied }) => [...divided, ...multiplied].map(nameOf)),
  );
  return {
    ...model,
    groups: model.groups.map((group) =>
      group.map((weight) => {
        const values = changed.has(weight.name) ? weights.get(weight.name)?.values : undefined;
        return values ? { ...weight, ...storeValues(values, 'float32') } : weight;
      }),
    ),
  };
}

function make(exchange: Exchange, weights: ReadonlyMap<string, Values>): void {
  const factors = factorsOf(exchange, weights);
  const inverse = factors.map((factor) => 1 / factor);
  for (const part of exchange.divided) scale(weights, part, inverse);
  for (const part of exchange.multiplied) scale(weights, part, factors);
}

/** What the channels of the one side are divided by and those of the other multiplied. */
function factorsOf(
  { divided, dividedKernel, multipliedKernel }: Exchange,
  weights: ReadonlyMap<string, Values>,
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

/** A channel of zeros has no range to speak of. */
function bounded(factor: number): number {
  return Number.isFinite(factor) && factor > 0 ? Math.min(MOST, Math.max(1 / MOST, factor)) : 1;
}

/** All its weights are there, and have as many channels. */
function isWhole({ divided, multiplied }: Exchange, weights: ReadonlyMap<string, Values>): boolean {
  const counts = [...divided, ...multiplied].map((part) => channelsOf(weights, part));
  return counts.every((count) => count > 1 && count === counts[0]);
}

function channelsOf(weights: ReadonlyMap<string, Values>, part: Part | undefined): number {
  return part ? (weights.get(part.weight)?.weight.shape[part.axis] ?? 0) : 0;
}

function isVector(weights: ReadonlyMap<string, Values>, name: string): boolean {
  return (weights.get(name)?.weight.shape ?? []).filter((size) => size > 1).length < 2;
}

function rangesOf(weights: ReadonlyMap<string, Values>, part: Part): number[] {
  const found = weights.get(part.weight);
  return found ? channelRanges(found.values, found.weight, part) : [];
}

function scale(weights: ReadonlyMap<string, Values>, part: Part, factors: readonly number[]): void {
  const found = weights.get(part.weight);
  if (found) scaleChannels(found.values, found.weight, part, factors);
}

function nameOf({ weight }: Part): string {
  return weight;
}
