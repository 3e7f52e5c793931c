import { type Functions, httpsCallable } from 'firebase/functions';
import { PredictError } from './errors/predict-error.ts';
import type { PredictErrorReason } from './errors/reason.ts';
import { toPredictError } from './errors/to-predict-error.ts';

/** The client SDK's own default. */
const TIMEOUT_MS = 70_000;

/** The least pause before a retry; at most twice as long, at random, so that callers do not retry all at once. */
const PAUSE_MS = 250;

/** Reasons after which the same call may succeed. A prediction changes nothing, so a second call is safe. */
const WORTH_RETRYING: ReadonlySet<PredictErrorReason> = new Set([
  'OVERLOADED',
  'RESOURCE_EXHAUSTED',
  'UNAVAILABLE',
  'UNREACHABLE',
]);

/** Options of one call. */
export interface CallOptions {
  /** Ends the wait. The function may finish its work, because the client SDK cannot cancel a call. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one call of the function, its retry included; defaults to 70,000. */
  timeoutMs?: number | undefined;
}

/** Sends one request. `first` is the index of its first row. @throws {PredictError} */
export type Call = (request: object, options?: CallOptions, first?: number) => Promise<unknown>;

/** Returns a function that sends requests, and retries one once if that may help. */
export function createCall(
  functions: Functions,
  {
    functionName = 'predict',
    timeoutMs: usual = TIMEOUT_MS,
    limitedUseAppCheckTokens = false,
  }: {
    functionName?: string | undefined;
    timeoutMs?: number | undefined;
    limitedUseAppCheckTokens?: boolean | undefined;
  },
): Call {
  return async (request, { signal, timeoutMs = usual } = {}, first) => {
    const callable = httpsCallable(functions, functionName, { timeout: timeoutMs, limitedUseAppCheckTokens });
    const deadline = AbortSignal.timeout(timeoutMs);
    const ended = signal ? AbortSignal.any([signal, deadline]) : deadline;
    const attempt = async () => {
      const { data } = await unlessAborted(callable(request), ended);
      return data;
    };
    try {
      ended.throwIfAborted();
      return await attempt().catch(async (error: unknown) => {
        if (ended.aborted || !WORTH_RETRYING.has(toPredictError(error).reason)) throw error;
        await unlessAborted(pause(PAUSE_MS * (1 + Math.random())), ended);
        return attempt();
      });
    } catch (error) {
      if (signal?.aborted)
        throw new PredictError('CANCELLED', 'the caller canceled it', { cause: signal.reason });
      if (deadline.aborted)
        throw new PredictError('DEADLINE_EXCEEDED', `no answer within ${timeoutMs} ms`, {
          cause: error,
        });
      throw toPredictError(error, first);
    }
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Settles with the promise, or rejects with the signal's reason, whichever comes first. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
