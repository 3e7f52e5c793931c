import { InferenceError } from '@pilotlight/model-runtime';
import { InvalidRequestError, PilotlightError } from '@pilotlight/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { callLine, logCall } from './log-call.ts';
import { ANSWERED_CALL as answered, requestWith as request } from './testing/ended-call.ts';

const { write } = vi.hoisted(() => ({ write: vi.fn<(line: object) => void>() }));
vi.mock('firebase-functions/logger', () => ({ write }));

afterEach(() => void write.mockClear());

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('logs the model that answered a call, and the time of each part', () => {
  const line = callLine(answered, request({ 'content-length': '4210' }));
  expect(line).toMatchObject({
    event: 'predict call',
    op: 'predict',
    outcome: 'answered',
    code: 'ok',
    model: 'digits',
    version: 2,
    label: 'stable',
    engine: 'wasm',
    snapshot: true,
    cold: true,
    loadMs: 3,
    queueMs: 0,
    inferenceMs: 1.235,
    rows: 1,
    requestBytes: 4210,
    instanceId: 'a1',
  });
  expect(line.startMs).toBeGreaterThan(0);
  expect(line.message).toMatch(
    /^predict digits\/2 \(stable\) answered in \d+\.\d ms, cold, 1 row, wasm snapshot$/,
  );
  expect(callLine({ ...answered, arrival: { isCold: false, ageMs: 9, idleMs: 1 } }, request()).startMs).toBe(
    undefined,
  );
});

const invalid = (field: string) => new InvalidRequestError({ field, expected: 'x', received: 'y' });

it.each([
  [invalid('instances[3][2]'), 'refused', 'invalid-argument', 'INVALID_REQUEST', 'instances'],
  [invalid('request'), 'refused', 'invalid-argument', 'INVALID_REQUEST', 'request'],
  [invalid('my secret'), 'refused', 'invalid-argument', 'INVALID_REQUEST', 'other'],
  [invalid('__proto__'), 'refused', 'invalid-argument', 'INVALID_REQUEST', 'other'],
  [new PilotlightError('SIGN_IN_REQUIRED', 'x'), 'refused', 'unauthenticated', 'SIGN_IN_REQUIRED', undefined],
  [
    new PilotlightError('DEADLINE_EXCEEDED', 'x'),
    'failed',
    'deadline-exceeded',
    'DEADLINE_EXCEEDED',
    undefined,
  ],
  [new InferenceError({ model: 'm', version: 1 }, 'x'), 'failed', 'internal', 'INFERENCE_FAILED', undefined],
  [new TypeError('secret'), 'failed', 'internal', 'UNFORESEEN', undefined],
])('logs the reason why a call has no answer: %s', (error, outcome, code, reason, field) => {
  const line = callLine({ ...answered, error }, request());
  expect(line).toMatchObject({ outcome, code, reason, model: 'digits' });
  expect(line.field).toBe(field);
});

const said = (error: Error) => callLine({ ...answered, error }, request()).message;

it('says in short why a call has no answer', () => {
  expect(said(invalid('instances[3][2]'))).toMatch(/ refused: INVALID_REQUEST \(instances\) in \d/);
  expect(said(invalid('my secret'))).toMatch(/ refused: INVALID_REQUEST \(other\) in \d/);
  expect(said(new PilotlightError('TOKEN_INVALID', 'x'))).toMatch(/ refused: TOKEN_INVALID in \d/);
});

it('holds no text of the caller', () => {
  const headers = {
    'content-length': '12}{',
    'user-agent': 'mark',
    'x-forwarded-for': 'mark',
    authorization: 'mark',
  };
  const { record: _, ...unknown } = answered;
  const call = { ...unknown, record: {}, error: invalid('mark.mark') };
  expect(JSON.stringify(callLine(call, request(headers)))).not.toMatch(/mark|\}\{/);
});

it('is written after the answer, for the set percentage of calls', async () => {
  logCall(answered, { request: request(), percent: 100 });
  expect(write).not.toHaveBeenCalled();
  await turn();
  expect(write).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ severity: 'INFO', outcome: 'answered' }),
  );
  expect(write.mock.calls[0]?.[0]).not.toHaveProperty('sampledPercent');

  write.mockClear();
  for (let n = 0; n < 2000; n++) logCall(answered, { request: request(), percent: n < 1000 ? 10 : 0 });
  await turn();
  expect(write.mock.calls.length).toBeGreaterThan(40);
  expect(write.mock.calls.length).toBeLessThan(200);
  expect(write).toHaveBeenLastCalledWith(expect.objectContaining({ sampledPercent: 10 }));
});
