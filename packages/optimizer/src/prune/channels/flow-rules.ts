import { COMPARED, isChannelWise, product, type Rule, UNFOLLOWED } from './rule.ts';
import type { Stream } from './stream.ts';

/** More places than any layer has in earnest. */
const MOST_PLACES = 2 ** 20;

/** Every channel goes through by itself. */
export const pass: Rule = ({ inputs: [input] }) =>
  input ? { channels: input.channels, strengths: input.strengths, axes: [] } : UNFOLLOWED;

export const activate: Rule = (visit) => (isChannelWise(visit.config) ? pass(visit) : compare(visit));

/** Softmax: the places of channels stay, but none of them can go. */
export const compare: Rule = (visit) => {
  const passage = pass(visit);
  if (typeof passage !== 'string') visit.sets.keep(passage.channels, COMPARED);
  return passage;
};

/** The channels of every place one after the other. */
export const flatten: Rule = ({ inputs: [input], shape }) => {
  if (!input) return UNFOLLOWED;
  const places = (shape?.at(-1) ?? -1) / input.channels.length;
  if (!Number.isSafeInteger(places) || places < 1 || places * input.channels.length > MOST_PLACES)
    return 'it is not known how many places it puts one after the other';
  const repeat = (values: readonly number[]) => Array.from({ length: places }, () => values).flat();
  return { channels: repeat(input.channels), strengths: repeat(input.strengths), axes: [] };
};

/** A shape whose last axis stays as it is. */
export const reshape: Rule = ({ inputs: [input], config, shape }) => {
  if (!input) return UNFOLLOWED;
  const { channels, strengths } = input;
  if (shape?.at(-1) !== channels.length) return 'it puts channels elsewhere';
  const target = [config['target_shape']].flat();
  return { channels, strengths, axes: [], ...(target.at(-1) === -1 ? {} : { count: 'target_shape' }) };
};

/** Add and the like: what meets in one place has to stay or to go together. */
export const merge: Rule = ({ inputs, sets }) =>
  mergeBy(sets, inputs, (one, other) => one.map((value, at) => value + (other[at] ?? 0)));

/** What is multiplied by nothing is nothing. */
export const multiply: Rule = ({ inputs, sets }) => mergeBy(sets, inputs, product);

export const concatenate: Rule = (visit) => {
  const { inputs, config } = visit;
  const [first] = inputs;
  const streams = inputs.filter((input) => input !== undefined);
  if (!first || streams.length < inputs.length) return UNFOLLOWED;
  if (streams.reduce((sum, { channels }) => sum + channels.length, 0) > MOST_PLACES)
    return 'it joins more than can be followed';
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
    if (!isAlike) return 'it joins what has not the same channels';
    strengths = combine(strengths, other.strengths);
  }
  for (const other of others)
    for (const [at, channel] of (other?.channels ?? []).entries())
      sets.join(first.channels[at] ?? channel, channel);
  return { channels: first.channels, strengths, axes: [] };
}
