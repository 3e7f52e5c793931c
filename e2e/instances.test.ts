import { parsePredictResponse, parseWarmResponse } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits, mostLikely } from './support/digits.ts';
import { startPredict } from './support/inference-process.ts';

// The Functions Framework takes many calls at a time in one process, like the platform and unlike the emulator.

it('answers forty first calls at once from one load of the model', async () => {
  await using predict = await startPredict();
  const asked = Array.from({ length: 40 }, (_, n) => digits[n % 10]);
  const answers = await Promise.all(
    asked.map(async (digit) =>
      parsePredictResponse((await call(predict.url, { instances: [digit?.binary] })).body.result),
    ),
  );
  const recognized = answers.map((answer) =>
    'predictions' in answer ? mostLikely(answer.predictions[0]) : -1,
  );
  expect(recognized).toEqual(asked.map((digit) => digit?.label));
  expect(new Set(answers.map(({ timing }) => timing.instanceId)).size).toBe(1);
  expect(answers.some(({ timing }) => timing.cold)).toBe(true);

  const { timing } = parsePredictResponse(
    (await call(predict.url, { instances: [digits[0]?.binary] })).body.result,
  );
  expect(timing).toMatchObject({ cold: false, instanceId: answers[0]?.timing.instanceId });
});

it('is cold for the first call, but warm after a warm-up', async () => {
  const question = { instances: [digits[3]?.binary] };
  await using untouched = await startPredict();
  expect(parsePredictResponse((await call(untouched.url, question)).body.result).timing.cold).toBe(true);

  await using warmed = await startPredict();
  const warm = parseWarmResponse((await call(warmed.url, { op: 'warm' })).body.result);
  expect(warm).toMatchObject({ models: [{ model: 'digits', version: 2 }], timing: { cold: true } });
  expect(parsePredictResponse((await call(warmed.url, question)).body.result).timing).toMatchObject({
    cold: false,
    instanceId: warm.timing.instanceId,
  });
});
