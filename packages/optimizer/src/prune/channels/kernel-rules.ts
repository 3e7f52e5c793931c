import { channelNorms } from './channel-norms.ts';
import { COMPARED, isChannelWise, OTHER_WEIGHTS, product, type Rule, UNFOLLOWED } from './rule.ts';
import type { Axis } from './stream.ts';

/**
 * A kernel that makes each new channel from all its input channels.
 *
 * @param into the input axis of the kernel, and `out` its output axis.
 * @param count name of the number of output channels in the configuration.
 */
export function mix({
  kernel: name = 'kernel',
  into,
  out,
  count,
}: {
  kernel?: string;
  into: number;
  out: number;
  count: string;
}): Rule {
  return ({ config, inputs: [input], weight, sets }) => {
    const [kernel, bias] = [weight(name), weight('bias')];
    const given = kernel?.shape[out];
    if (!kernel || !given || config[count] !== given || (bias && bias.shape[0] !== given))
      return OTHER_WEIGHTS;
    if (input && input.channels.length !== kernel.shape[into])
      return 'its kernel takes only a part of the channels (groups)';
    const channels = sets.add(given);
    if (!isChannelWise(config)) sets.keep(channels, COMPARED);
    const axes: Axis[] = [{ weight: kernel.name, axis: out, channels }];
    if (bias) axes.push({ weight: bias.name, axis: 0, channels });
    const strengths = channelNorms(kernel, out);
    const passage = { channels, strengths, axes, count, isKernel: true } as const;
    if (!input) return passage;
    axes.push({ weight: kernel.name, axis: into, channels: input.channels });
    return { ...passage, taken: input };
  };
}

/** A kernel that makes one or several channels from each input channel; they are removed together with it. */
export const depthwise: Rule = ({ config, inputs: [input], weight }) => {
  if (!input) return UNFOLLOWED;
  const kernel = weight('depthwise_kernel');
  const [, , taken = 0, multiplier = 0] = kernel?.shape ?? [];
  if (!kernel || taken !== input.channels.length) return OTHER_WEIGHTS;
  if (!isChannelWise(config)) return COMPARED;
  const each = (values: readonly number[]) =>
    values.flatMap((value) => Array.from({ length: multiplier }, () => value));
  const channels = each(input.channels);
  const bias = weight('bias');
  if (bias && bias.shape[0] !== channels.length) return OTHER_WEIGHTS;
  const axes: Axis[] = [{ weight: kernel.name, axis: 2, channels: input.channels }];
  if (bias) axes.push({ weight: bias.name, axis: 0, channels });
  const strengths = each(product(input.strengths, channelNorms(kernel, 2)));
  return { channels, strengths, axes, isKernel: true };
};

const pointwise = mix({ kernel: 'pointwise_kernel', into: 2, out: 3, count: 'filters' });

/** Depthwise and pointwise kernels in one layer, with the bias and the activation at the end. */
export const separable: Rule = (visit) => {
  const first = depthwise({
    ...visit,
    config: {},
    weight: (name) => (name === 'bias' ? undefined : visit.weight(name)),
  });
  if (typeof first === 'string') return first;
  const second = pointwise({ ...visit, inputs: [{ ...first, shape: undefined }] });
  return typeof second === 'string' ? second : { ...second, axes: [...first.axes, ...second.axes] };
};
