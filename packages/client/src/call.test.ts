import { describe, expect, it } from 'vitest';
import { createPredictor } from './create-predictor.ts';
import { isPredictError } from './errors/is-predict-error.ts';
import { answered, refused, startStandIn } from './testing/stand-in.ts';

const good = answered({ predictions: [1] });

describe('a failed call', () => {
  it.each([
    ['an instance that ended', refused('UNAVAILABLE')],
    ['a full instance', refused('RESOURCE_EXHAUSTED', { reason: 'OVERLOADED' })],
    ['no instance', refused('RESOURCE_EXHAUSTED')],
    ['a connection that broke', undefined],
  ])('is retried after %s', async (_, failure) => {
    await using standIn = await startStandIn((_request, at) => (at === 0 ? failure : good));
    expect((await createPredictor(standIn.functions).predict([1])).predictions).toEqual([1]);
    expect(standIn.asked).toHaveLength(2);
  });

  it('is retried only once', async () => {
    await using standIn = await startStandIn(() => refused('UNAVAILABLE'));
    await expect(createPredictor(standIn.functions).predict([1])).rejects.toMatchObject({
      reason: 'UNAVAILABLE',
    });
    expect(standIn.asked).toHaveLength(2);
  });

  it.each([
    ['invalid', refused('INVALID_ARGUMENT', { reason: 'INVALID_REQUEST' }), 'INVALID_REQUEST'],
    ['of no model', refused('NOT_FOUND', { reason: 'MODEL_NOT_FOUND' }), 'MODEL_NOT_FOUND'],
    ['of no function', refused('NOT_FOUND'), 'NOT_FOUND'],
    ['without a token', refused('UNAUTHENTICATED', { reason: 'SIGN_IN_REQUIRED' }), 'SIGN_IN_REQUIRED'],
    ['with a bad token', refused('UNAUTHENTICATED', { reason: 'TOKEN_INVALID' }), 'TOKEN_INVALID'],
    ['by Google for its token', refused('UNAUTHENTICATED'), 'UNAUTHENTICATED'],
    ['forbidden', refused('PERMISSION_DENIED'), 'PERMISSION_DENIED'],
    ['too late', refused('DEADLINE_EXCEEDED', { reason: 'DEADLINE_EXCEEDED' }), 'DEADLINE_EXCEEDED'],
    ['a failure of the model', refused('INTERNAL', { reason: 'INFERENCE_FAILED' }), 'INFERENCE_FAILED'],
    ['a failure without details', refused('INTERNAL'), 'UNKNOWN'],
    ['of an unknown reason', refused('INTERNAL', { reason: 'constructor' }), 'UNKNOWN'],
  ])('is not retried if it is %s', async (_, failure, reason) => {
    await using standIn = await startStandIn(() => failure);
    await expect(createPredictor(standIn.functions).predict([1])).rejects.toMatchObject({
      name: 'PredictError',
      reason,
      message: 'no',
      fix: expect.stringMatching(/\w/),
      cause: expect.objectContaining({ code: expect.stringContaining('functions/') }),
    });
    expect(standIn.asked).toHaveLength(1);
  });
});

it('reports that the server is unreachable', async () => {
  await using standIn = await startStandIn(() => undefined);
  const error: unknown = await createPredictor(standIn.functions)
    .predict([1])
    .catch((thrown: unknown) => thrown);
  expect(isPredictError(error, 'UNREACHABLE')).toBe(true);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^no answer came from http:\/\/\S+\/predict$/),
    fix: expect.stringContaining('npm start'),
  });
  expect(isPredictError(error)).toBe(true);
  expect(isPredictError(error, 'OVERLOADED')).toBe(false);
});

it('ends when the caller cancels it, before or during the call', async () => {
  const caller = new AbortController();
  await using standIn = await startStandIn(async () => {
    caller.abort('enough');
    return new Promise(() => undefined);
  });
  const predictor = createPredictor(standIn.functions);
  const ended = { reason: 'CANCELLED', cause: 'enough' };
  await expect(predictor.predict([1], { signal: caller.signal })).rejects.toMatchObject(ended);
  await expect(predictor.predict([1], { signal: caller.signal })).rejects.toMatchObject(ended);
  expect(standIn.asked).toHaveLength(1);
});

it('waits no longer than the timeout, retry included', async () => {
  await using standIn = await startStandIn((_, at) =>
    at === 0 ? refused('UNAVAILABLE') : new Promise(() => undefined),
  );
  const predictor = createPredictor(standIn.functions, { timeoutMs: 1_000 });
  await expect(predictor.predict([1])).rejects.toMatchObject({
    reason: 'DEADLINE_EXCEEDED',
    message: 'no answer within 1000 ms',
  });
  await expect(predictor.predict([1], { timeoutMs: 1 })).rejects.toMatchObject({
    reason: 'DEADLINE_EXCEEDED',
  });
});
