import { expect, it } from 'vitest';
import { createRandom, randomStreams } from './random.ts';

// Training, drawings and simulations with a seed can be repeated only with the same numbers.
it('returns the same numbers for a seed as ever', () => {
  const random = createRandom(2026);
  expect([random.between(-1, 1), random.below(10), random.between(0, 5), random.below(1e6)]).toEqual([
    0.999939598434745, 6, 3.2625616701385813, 534725,
  ]);
});

it('returns the same streams for a seed as ever, from any stream on', () => {
  const [first, later] = [randomStreams(7), randomStreams(7, 32)];
  expect([first(), first(), later(), later()].map((stream) => [stream(), stream()])).toEqual([
    [0.9999998825951237, 0.18764029608155652],
    [0.8600722159258091, 0.1369242932905953],
    [0.7712963121973196, 0.43154304095028717],
    [0.15164086417884948, 0.020140582465821066],
  ]);
});
