import { floatValues } from '../../tfjs/float-values.ts';
import { OTHER_WEIGHTS, product, type Rule, UNFOLLOWED } from './rule.ts';

/** A normalization with a learned scale for each channel. */
export const normalize: Rule = ({ config, inputs: [input], weight }) => {
  if (!input) return UNFOLLOWED;
  const [axis = -1] = [config['axis'] ?? -1].flat().map(Number);
  if (axis !== -1 && axis + 1 !== input.shape?.length)
    return 'it normalizes another axis than that of the channels';
  const { channels } = input;
  const vectors = ['gamma', 'beta', 'moving_mean', 'moving_variance'].flatMap((name) => weight(name) ?? []);
  if (vectors.some(({ shape }) => shape.length !== 1 || shape[0] !== channels.length)) return OTHER_WEIGHTS;
  const valuesOf = (name: string) => {
    const found = weight(name);
    return found && floatValues(found);
  };
  const [gamma, variance] = [valuesOf('gamma'), valuesOf('moving_variance')];
  const epsilon = Number(config['epsilon'] ?? 1e-3);
  // Factors of the normalization, as if it were merged into the kernel before it.
  const factors = channels.map(
    (_, at) => Math.abs(gamma?.[at] ?? 1) / Math.sqrt((variance?.[at] ?? 1) + epsilon),
  );
  const axes = vectors.map(({ name }) => ({ weight: name, axis: 0, channels }));
  return { channels, strengths: product(input.strengths, factors), axes };
};

/** An activation with a learned slope, for each channel or for all. */
export const slope: Rule = ({ inputs: [input], weight }) => {
  if (!input) return UNFOLLOWED;
  const alpha = weight('alpha');
  const last = alpha?.shape.at(-1);
  if (!alpha || (last !== 1 && last !== input.channels.length)) return OTHER_WEIGHTS;
  const { channels, strengths } = input;
  const axis = alpha.shape.length - 1;
  return { channels, strengths, axes: last === 1 ? [] : [{ weight: alpha.name, axis, channels }] };
};
