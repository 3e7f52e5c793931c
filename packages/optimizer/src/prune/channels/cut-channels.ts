import { formatPercent } from '@pilotlight/statistics/format-percent';
import { OptimizerError } from '../../optimizer-error.ts';
import type { TfjsModel } from '../../tfjs/tfjs-model.ts';
import { chooseChannels } from './choose-channels.ts';
import { editLayers } from './edit-layers.ts';
import { takePlaces } from './take-places.ts';
import { type LeftLayer, traceChannels } from './trace-channels.ts';

/** A model without its weakest channels. */
export interface ChannelCut {
  model: TfjsModel;
  /** How many channels of how many stay, layer by layer. */
  layers: readonly { layer: string; kept: number; of: number }[];
  /** Layers that were left as they are, and why. */
  left: readonly LeftLayer[];
}

/**
 * Takes the weakest channels of a layers model away, from the kernels that give them through to those that take them:
 * what is left is a smaller model, and a faster one. {@link chooseChannels} says which these are.
 *
 * @param share how many of the channels of each layer are to go, between 0 and 1; one stays at least.
 * @throws {OptimizerError} where it is no layers model, or none of its channels can go.
 */
export function cutChannels(model: TfjsModel, share: number): ChannelCut {
  if (model.format !== 'tfjs-layers-model') {
    throw new OptimizerError(
      `${model.file} is a ${model.format}: channels are taken from a layers model only, so give that which it was made of`,
    );
  }
  const trace = traceChannels(model);
  const { sets, passages } = trace;
  const chosen = chooseChannels(trace, share);
  const staying = (channels: readonly number[]) =>
    channels.flatMap((channel, at) => (chosen.has(sets.setOf(channel)) ? [] : [at]));

  const layers = [];
  const left = [...trace.left];
  for (const [layer, { channels, isKernel }] of passages) {
    if (!isKernel) continue;
    const kept = staying(channels).length;
    const why = channels.map(sets.whyKept).find((reason) => reason !== undefined);
    if (kept === channels.length && why !== undefined) left.push({ layer, why });
    else layers.push({ layer, kept, of: channels.length });
  }
  if (chosen.size === 0) throw nothingToCut(model.file, share, { layers, left });

  const weights = new Map(model.groups.flat().map((weight) => [weight.name, weight]));
  for (const { weight: name, axis, channels } of [...passages.values()].flatMap(({ axes }) => axes)) {
    const weight = weights.get(name);
    const places = staying(channels);
    if (weight && places.length < channels.length) weights.set(name, takePlaces(weight, axis, places));
  }
  const json = editLayers(model.json, (name, config) => {
    const { count, channels } = passages.get(name) ?? {};
    if (count === undefined || channels === undefined) return config;
    const kept = staying(channels).length;
    const told = config[count];
    return { ...config, [count]: Array.isArray(told) ? [...told.slice(0, -1), kept] : kept };
  });
  const groups = model.groups.map((group) => group.map((weight) => weights.get(weight.name) ?? weight));
  return { model: { ...model, json, groups }, layers, left };
}

function nothingToCut(
  file: string,
  share: number,
  { layers, left }: Omit<ChannelCut, 'model'>,
): OptimizerError {
  if (layers.length > 0) {
    return new OptimizerError(
      `${formatPercent(share)} of the channels is not one of any layer of ${file}: ask for more`,
    );
  }
  const reasons = left.map(({ layer, why }) => `${layer}: ${why}`).join('; ');
  return new OptimizerError(`none of the channels of ${file} can be taken away${reasons && ` (${reasons})`}`);
}
