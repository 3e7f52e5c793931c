import { expect, it } from 'vitest';
import { modelParts, type Steps } from './model-parts.ts';

const STEPS: Steps = {
  node: 40,
  framework: 160,
  withoutModel: 190,
  tinyModel: 220,
  model: 400,
  reading: 10,
  firstRun: 70,
};
const sum = (steps: Steps) => modelParts(steps).reduce((total, { ms }) => total + ms, 0);

it('shows the time that each part adds', () => {
  expect(modelParts(STEPS).map(({ ms }) => ms)).toEqual([40, 120, 30, 30, 10, 100, 70]);
});

it('leaves nothing out and counts nothing twice', () => {
  expect(sum(STEPS)).toBe(400);
  expect(sum({ ...STEPS, firstRun: 1000 })).toBe(400);
  expect(sum({ ...STEPS, reading: 1000 })).toBe(400);
});

it('never makes a part negative', () => {
  expect(modelParts({ ...STEPS, tinyModel: 180 }).map(({ ms }) => ms)).toContain(0);
  expect(modelParts({ ...STEPS, tinyModel: 180 }).every(({ ms }) => ms >= 0)).toBe(true);
});
