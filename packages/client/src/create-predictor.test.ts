import { describe, expect, it } from 'vitest';
import { createPredictor } from './create-predictor.ts';
import { answered, refused, startStandIn } from './testing/stand-in.ts';

const rowsOf = (request: Record<string, unknown>) =>
  Array.isArray(request['instances']) ? request['instances'] : [];

/** Answers each row with itself. */
const echo = (request: Record<string, unknown>) => answered({ predictions: rowsOf(request) });

it('calls its model and version, and returns the answer', async () => {
  await using standIn = await startStandIn(echo);
  const predictor = createPredictor(standIn.functions, { model: 'm', version: 3 });
  expect(await predictor.predict([[1, 2]])).toEqual({
    predictions: [[1, 2]],
    model: 'm',
    version: 3,
    timing: { loadMs: 1, queueMs: 2, inferenceMs: 3, cold: false, instanceId: 'i' },
  });
  expect(standIn.asked).toEqual([{ model: 'm', version: 3, label: null, instances: [[1, 2]] }]);
});

it('sends a label with the first part of a list, and the version that it selected with later parts', async () => {
  await using standIn = await startStandIn(echo);
  const predictor = createPredictor(standIn.functions, { model: 'm', label: 'canary' });
  await predictor.predict(Array.from({ length: 10_001 }, (_, at) => at));
  expect(standIn.asked).toMatchObject([
    { label: 'canary', version: null },
    { label: null, version: 3 },
  ]);
});

it('predicts columns and the best classes, and describes the model', async () => {
  await using standIn = await startStandIn((request) =>
    request['op'] === 'describe'
      ? { result: { models: [{ model: 'm', version: 3 }] } }
      : answered(request['top'] ? { top: [[{ index: 1, score: 2 }]] } : { outputs: request['inputs'] }),
  );
  const predictor = createPredictor(standIn.functions, { model: 'm' });
  expect((await predictor.predictColumns({ a: Float32Array.of(1), b: 'text' })).outputs).toEqual({
    a: { dtype: 'float32', b64: 'AACAPw==' },
    b: 'text',
  });
  expect((await predictor.top([[1]], 2)).top).toEqual([[{ index: 1, score: 2 }]]);
  expect(await predictor.describe()).toEqual([{ model: 'm', version: 3 }]);
  expect(standIn.asked[1]).toMatchObject({ instances: [[1]], top: 2 });
});

describe('a long list', () => {
  it('is sent in parts of at most 10,000 rows and 2 MiB, and gets one answer from one version', async () => {
    await using standIn = await startStandIn(echo);
    const predictor = createPredictor(standIn.functions);
    const short = Array.from({ length: 25_000 }, (_, at) => at);
    const answer = await predictor.predict(short);
    expect(answer.predictions).toEqual(short);
    expect(answer.timing).toMatchObject({ loadMs: 3, queueMs: 6, inferenceMs: 9 });
    expect(standIn.asked.map((request) => [rowsOf(request).length, request['version']])).toEqual([
      [10_000, null],
      [10_000, 3],
      [5_000, 3],
    ]);

    const wide = Array.from({ length: 5 }, () => 'x'.repeat(900_000));
    expect((await predictor.predict(wide)).predictions).toEqual(wide);
    expect(standIn.asked.slice(3).map((request) => rowsOf(request).length)).toEqual([2, 2, 1]);
  });

  it('is sent in halves if the deployment takes less', async () => {
    await using standIn = await startStandIn((request) =>
      rowsOf(request).length > 2
        ? refused('RESOURCE_EXHAUSTED', { reason: 'REQUEST_TOO_LARGE' })
        : echo(request),
    );
    const { predictions } = await createPredictor(standIn.functions).predict([0, 1, 2, 3, 4]);
    expect(predictions).toEqual([0, 1, 2, 3, 4]);
  });

  it('names the wrong row by its index in the whole list', async () => {
    await using standIn = await startStandIn((request, at) => {
      const issue = { field: 'instances[7][0]', expected: 'a', received: 'b' };
      return at === 1
        ? refused('INVALID_ARGUMENT', { reason: 'INVALID_REQUEST', issue }, 'instances[7][0]: expected a')
        : echo(request);
    });
    await expect(createPredictor(standIn.functions).predict(Array(10_010).fill(0))).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      field: 'instances[10007][0]',
      message: 'instances[10007][0]: expected a',
    });
  });

  it('ends between two parts when the caller cancels it', async () => {
    const caller = new AbortController();
    await using standIn = await startStandIn((request) => {
      caller.abort();
      return echo(request);
    });
    const asking = createPredictor(standIn.functions).predict(Array(30_000).fill(0), {
      signal: caller.signal,
    });
    await expect(asking).rejects.toMatchObject({ reason: 'CANCELLED' });
    expect(standIn.asked).toHaveLength(1);
  });
});

it('refuses an answer that is not from predict', async () => {
  await using standIn = await startStandIn(() => ({ result: 'hello' }));
  await expect(createPredictor(standIn.functions).predict([1])).rejects.toMatchObject({
    reason: 'INVALID_RESPONSE',
    field: 'predictions',
  });
});
