import { type Functions, httpsCallable } from 'firebase/functions';
import { PredictError } from './errors/predict-error.ts';
import type { PredictErrorReason } from './errors/reason.ts';
import { toPredictError } from './errors/to-predict-error.ts';

/** As long as the client SDK waits. */
const TIMEOUT_MS = 70_000;

/** Between a call that failed and the one that takes its place; twice as long at most, so that callers do not come at once. */
const PAUSE_MS = 250;

/** After these the same call may well be answered; and as a prediction changes nothing, it does no harm to ask twice. */
const WORTH_RETRYING: ReadonlySet<PredictErrorReason> = new Set([
  'OVERLOADED',
  'RESOURCE_EXHAUSTED',
  'UNAVAILABLE',
  'UNREACHABLE',
]);

/** How a call is made. */
export interface CallOptions {
  /** Ends the waiting. What the function has begun it may finish, as the client SDK cannot take a call back. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one call of the function, its retry included; 70,000 unless said. */
  timeoutMs?: number | undefined;
}

/** Sends one request. `first` is the number of its first row. @throws {PredictError} */
export type Call = (request: object, options?: CallOptions, first?: number) => Promise<unknown>;

/** Makes what calls the function, once more where that is safe and may help. */
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
        throw new PredictError('CANCELLED', 'the caller ended it', { cause: signal.reason });
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

/** What a promise gives, or the reason of the signal, whichever comes first. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
