import { COMPARED, isChannelWise, product, type Rule, UNFOLLOWED } from './rule.ts';
import type { Stream } from './stream.ts';

/** More positions than any real layer has. */
const MOST_PLACES = 2 ** 20;

/** Every channel passes independently. */
export const pass: Rule = ({ inputs: [input] }) =>
  input ? { channels: input.channels, strengths: input.strengths, axes: [] } : UNFOLLOWED;

export const activate: Rule = (visit) => (isChannelWise(visit.config) ? pass(visit) : compare(visit));

/** Softmax: the positions of channels stay, but none can be removed. */
export const compare: Rule = (visit) => {
  const passage = pass(visit);
  if (typeof passage !== 'string') visit.sets.keep(passage.channels, COMPARED);
  return passage;
};

/** Puts the channels of all positions one after another. */
export const flatten: Rule = ({ inputs: [input], shape }) => {
  if (!input) return UNFOLLOWED;
  const places = (shape?.at(-1) ?? -1) / input.channels.length;
  if (!Number.isSafeInteger(places) || places < 1 || places * input.channels.length > MOST_PLACES)
    return 'its number of positions is unknown';
  const repeat = (values: readonly number[]) => Array.from({ length: places }, () => values).flat();
  return { channels: repeat(input.channels), strengths: repeat(input.strengths), axes: [] };
};

/** Changes the shape, except the last axis. */
export const reshape: Rule = ({ inputs: [input], config, shape }) => {
  if (!input) return UNFOLLOWED;
  const { channels, strengths } = input;
  if (shape?.at(-1) !== channels.length) return 'it moves channels to another position';
  const target = [config['target_shape']].flat();
  return { channels, strengths, axes: [], ...(target.at(-1) === -1 ? {} : { count: 'target_shape' }) };
};

/** Add and similar layers: channels at the same position can only be removed together. */
export const merge: Rule = ({ inputs, sets }) =>
  mergeBy(sets, inputs, (one, other) => one.map((value, at) => value + (other[at] ?? 0)));

/** A product with zero is zero. */
export const multiply: Rule = ({ inputs, sets }) => mergeBy(sets, inputs, product);

export const concatenate: Rule = (visit) => {
  const { inputs, config } = visit;
  const [first] = inputs;
  const streams = inputs.filter((input) => input !== undefined);
  if (!first || streams.length < inputs.length) return UNFOLLOWED;
  if (streams.reduce((sum, { channels }) => sum + channels.length, 0) > MOST_PLACES)
    return 'it joins too many channels to follow';
  const axis = Number(config['axis'] ?? -1);
  if (axis !== -1 && axis + 1 !== first.shape?.length) return merge(visit);
  return {
    channels: streams.flatMap(({ channels }) => channels),
    strengths: streams.flatMap(({ strengths }) => strengths),
    axes: [],
  };
};

function mergeBy(
  sets: Parameters<Rule>[0]['sets'],
  inputs: readonly (Stream | undefined)[],
  combine: (one: readonly number[], other: readonly number[]) => number[],
): ReturnType<Rule> {
  const [first, ...others] = inputs;
  if (!first) return UNFOLLOWED;
  let { strengths } = first;
  for (const other of others) {
    if (!other) return UNFOLLOWED;
    const isAlike =
      other.channels.length === first.channels.length && other.shape?.length === first.shape?.length;
    if (!isAlike) return 'it joins inputs with different channels';
    strengths = combine(strengths, other.strengths);
  }
  for (const other of others)
    for (const [at, channel] of (other?.channels ?? []).entries())
      sets.join(first.channels[at] ?? channel, channel);
  return { channels: first.channels, strengths, axes: [] };
}
