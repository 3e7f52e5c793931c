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
  /** Number of channels kept of each layer, and of all its channels. */
  layers: readonly { layer: string; kept: number; of: number }[];
  /** Layers that were left as they are, with the reasons. */
  left: readonly LeftLayer[];
}

/**
 * Removes the weakest channels of a layers model, from the kernels that produce them through to those that take them.
 * The result is a smaller and faster model. {@link chooseChannels} chooses the channels.
 *
 * @param share share of the channels of each layer to remove, between 0 and 1; at least one stays.
 * @throws {OptimizerError} if it is not a layers model, or none of its channels can be removed.
 */
export function cutChannels(model: TfjsModel, share: number): ChannelCut {
  if (model.format !== 'tfjs-layers-model') {
    throw new OptimizerError(
      `${model.file} is a ${model.format}: channels are taken from a layers model only, so use the model that it was made from`,
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
      `${formatPercent(share)} of the channels is less than one channel in every layer of ${file}: use a larger share`,
    );
  }
  const reasons = left.map(({ layer, why }) => `${layer}: ${why}`).join('; ');
  return new OptimizerError(`none of the channels of ${file} can be removed${reasons && ` (${reasons})`}`);
}
