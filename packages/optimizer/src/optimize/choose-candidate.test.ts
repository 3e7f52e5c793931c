import { expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { chooseCandidate } from './choose-candidate.ts';

function candidate(name: string, drop: number, compressed: number, ms: number): Candidate {
  return {
    name,
    drop,
    evaluation: {
      kind: 'values',
      count: 0,
      meanError: 0,
      interval: { low: 0, high: 0 },
      rootMeanSquare: 0,
      errors: [],
    },
    needs: { bytes: { onDisk: compressed, compressed }, warmMs: ms, coldStartMs: ms, peakMiB: 0 },
    storage: undefined,
    sensitivities: [],
  };
}

const original = candidate('original', 0, 400, 10);
const half = candidate('half', 0, 200, 9.5);
const auto = candidate('auto', 0.002, 100, 9.6);
const plain = candidate('plain', 0.5, 90, 7);
const all = [original, half, auto, plain] as const;

it('chooses the smallest that is good enough', () => {
  expect(chooseCandidate(all, { objective: 'size', maxDrop: 0.002 }).name).toBe('auto');
  expect(chooseCandidate(all, { objective: 'size', maxDrop: 0.001 }).name).toBe('half');
  expect(chooseCandidate(all, { objective: 'size', maxDrop: 1 }).name).toBe('plain');
});

it('chooses the smaller model if times do not differ significantly', () => {
  expect(chooseCandidate(all, { objective: 'latency', maxDrop: 0.002 }).name).toBe('auto');
  expect(chooseCandidate(all, { objective: 'cold-start', maxDrop: 1 }).name).toBe('plain');
});

it('keeps the original if nothing is smaller by a hundredth', () => {
  const hardly = candidate('hardly', 0, 397, 10);
  expect(chooseCandidate([original, hardly], { objective: 'size', maxDrop: 1 }).name).toBe('original');
});

it('keeps the original if nothing is good enough', () => {
  expect(chooseCandidate([original, plain], { objective: 'size', maxDrop: 0.01 }).name).toBe('original');
});
