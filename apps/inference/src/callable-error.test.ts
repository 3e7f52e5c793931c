import { EngineError, InferenceError, ModelBrokenError, ModelNotFoundError } from '@pilotlight/model-runtime';
import { InvalidRequestError, RequestTooLargeError } from '@pilotlight/protocol';
import { expect, it, vi } from 'vitest';
import { toCallableError } from './callable-error.ts';

const { write } = vi.hoisted(() => ({ write: vi.fn() }));
vi.mock('firebase-functions/logger', () => ({ write }));

const issue = { field: 'instances[0]', expected: 'an array of 2', received: 'null' };
const digits = { model: 'digits', version: 1 };
const secret = new Error('ENOENT: /srv/private/weights.bin');

it.each([
  [new InvalidRequestError(issue), 'invalid-argument'],
  [new RequestTooLargeError(issue), 'resource-exhausted'],
  [new ModelNotFoundError({ model: 'unicorns' }, ['digits']), 'not-found'],
])('shows the caller the whole message about his own mistake: %s', (error, code) => {
  expect(toCallableError(error)).toMatchObject({
    code,
    message: error.message,
    details: { reason: error.reason },
  });
});

it.each([
  [new ModelBrokenError(digits, 'weights.bin cannot be read', { cause: secret }), 'failed-precondition'],
  [new InferenceError(digits, 'it failed', { cause: secret }), 'internal'],
  [new EngineError('wasm', 'it does not start', { cause: secret }), 'internal'],
  [secret, 'internal'],
])('hides internals from the caller, and logs everything: %s', (error, code) => {
  const callable = toCallableError(error);
  expect(callable.code).toBe(code);
  expect(JSON.stringify(callable.toJSON())).not.toMatch(/private|weights|ENOENT|stack| at /);
  expect(write).toHaveBeenLastCalledWith(
    expect.objectContaining({
      severity: 'ERROR',
      stack_trace: expect.stringContaining('/srv/private/weights.bin'),
    }),
  );
});

it('logs the name of a served model only, so that callers cannot make up labels', () => {
  toCallableError(new ModelNotFoundError({ model: 'unicorns' }, ['digits']));
  expect(JSON.stringify(write.mock.calls)).not.toContain('unicorns');
  toCallableError(new ModelBrokenError(digits, 'weights.bin cannot be read'));
  expect(write).toHaveBeenLastCalledWith(expect.objectContaining({ model: 'digits' }));
});
