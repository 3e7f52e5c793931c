import { assumptions } from '@pilotlight/costs';
import type { StoredModel } from '@pilotlight/model-runtime/store';
import { expect, it } from 'vitest';
import { type Basis, basisOf } from './basis.ts';

const stored = (
  model: string,
  version: number,
  measured?: StoredModel['manifest']['measured'],
): StoredModel => ({
  directory: { model, version, path: `${model}/${version}` },
  files: [],
  manifest: {
    format: 'tflite',
    engine: 'litert',
    entry: 'model.tflite',
    signatures: {},
    files: {},
    sample: 'zeros',
    ...(measured && { measured }),
  },
});
const digits = stored('digits', 1, { processMiB: 60, peakMiB: 110, coldStartMs: 225 });
const flowers = stored('flowers', 2, { processMiB: 60, peakMiB: 260, coldStartMs: 450 });

it('takes the cold start of one model, and the memory that all need', () => {
  const { profile, lines, model } = basisOf(flowers, [digits, flowers, stored('flowers', 1)], {});
  expect(model).toEqual({ name: 'flowers', version: 2 });
  expect(profile).toMatchObject({ modelStartMs: 450, memory: '1GiB', serviceMs: assumptions.SERVICE_MS });
  expect(lines.map(({ what, source }) => [what, source])).toEqual([
    ['memory', 'measured'],
    ['start of the model', 'measured'],
    ['start of the platform', 'assumed'],
    ['a warm call', 'assumed'],
    ['an idle instance lives for', 'assumed'],
    ['an answer', 'assumed'],
    ['a container image', 'assumed'],
  ]);
});

it('takes what is said before what is measured or assumed', () => {
  const { profile, lines } = basisOf(digits, [digits], {
    memory: '2GiB',
    serviceTime: 5,
    platformStart: { min: 1, max: 2 },
    keepAlive: { min: 3, max: 4 },
    answerBytes: 6,
    imageMegabytes: 7,
  });
  expect(profile).toMatchObject({
    memory: '2GiB',
    serviceMs: 5,
    platformStartMs: { min: 1, max: 2 },
    keepAliveMs: { min: 3, max: 4 },
    answerBytes: 6,
    imageGigabytes: 0.007,
  });
  expect(lines.filter(({ source }) => source === 'set')).toHaveLength(6);
});

const ofCall = ({ profile, lines }: Basis) => [
  profile.serviceMs,
  lines.find(({ what }) => what === 'a warm call')?.source,
];

it('takes a measured prediction, and what is around one, for a warm call', () => {
  const measured = stored('net', 1, { processMiB: 60, peakMiB: 110, coldStartMs: 225, warmMs: 30 });
  expect(ofCall(basisOf(measured, [measured], {}))).toEqual([30 + assumptions.HANDLING_MS, 'measured']);
  expect(ofCall(basisOf(measured, [measured], { serviceTime: 5 }))).toEqual([5, 'set']);
});

it('says that a model was not measured', () => {
  const net = stored('net', 1);
  const { profile, lines } = basisOf(net, [net], {});
  expect(profile.modelStartMs).toBe(assumptions.MODEL_START_MS);
  expect(lines[1]).toMatchObject({
    source: 'assumed',
    why: 'net was never measured; `pilotlight add` measures it',
  });
});

it('says that the models do not fit', () => {
  const giant = stored('giant', 1, { processMiB: 60, peakMiB: 50_000, coldStartMs: 9 });
  expect(() => basisOf(giant, [giant], {})).toThrow('these models do not fit into a function');
});
