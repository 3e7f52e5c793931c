import type { CallableFunction, CallableRequest, Request } from 'firebase-functions/https';
import { readCall } from './read-call.ts';

/** The data of a call, or the error in it. */
type ReadCall = { data: unknown } | { error: unknown };

const calls = new WeakMap<Request, ReadCall>();

/**
 * Wraps a callable function. It reads the caller's data itself and passes an empty call to firebase-functions, which so
 * has no data of the caller to copy, to fail on or to log. The handler gets the real data with {@link takeData}, and
 * refuses wrong data like any wrong call.
 */
export function guardCallable<Callable extends CallableFunction<never, unknown>>(
  callable: Callable,
): Callable {
  // A proxy, because the CLI, the emulator and tests read the function's properties.
  return new Proxy(callable, {
    apply(target, self, call: Parameters<Callable>) {
      const [request] = call;
      // firebase-functions answers a browser's CORS preflight.
      if (request.method !== 'OPTIONS') {
        calls.set(request, readSafely(request));
        request.method = 'POST';
        request.headers['content-type'] = 'application/json';
        request.body = { data: null };
        request.rawBody = Buffer.alloc(0);
      }
      return Reflect.apply(target, self, call);
    },
  });
}

/**
 * Returns a caller's data, and removes it from the request.
 *
 * @throws the error of {@link readCall}.
 */
export function takeData({ rawRequest, data }: CallableRequest): unknown {
  const call = calls.get(rawRequest) ?? { data };
  calls.delete(rawRequest);
  if ('error' in call) throw call.error;
  return call.data;
}

function readSafely(request: Request): ReadCall {
  try {
    return { data: readCall(request) };
  } catch (error) {
    return { error };
  }
}
