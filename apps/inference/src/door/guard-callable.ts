import type { CallableFunction, CallableRequest, HttpsError, Request } from 'firebase-functions/https';
import { readCall } from './read-call.ts';

/** The data of a call, or the error in it. */
type ReadCall = { data: unknown } | { error: unknown };

type Response = Parameters<CallableFunction<never, unknown>>[1];

const calls = new WeakMap<Request, ReadCall>();

/**
 * Wraps a callable function. It reads the caller's data itself and passes an empty call to firebase-functions, which so
 * has no data of the caller to copy, to fail on or to log. The handler gets the real data with {@link takeData}, and
 * refuses wrong data like any wrong call.
 *
 * @param refuse records a call that firebase-functions refuses before the handler, and returns the error to send. Its
 *   own error has no reason. Only an invalid token leads to it, because the empty call has no other fault.
 */
export function guardCallable<Callable extends CallableFunction<never, unknown>>(
  callable: Callable,
  refuse: (request: Request) => HttpsError,
): Callable {
  // A proxy, because the CLI, the emulator and tests read the function's properties.
  return new Proxy(callable, {
    apply(target, self, call: Parameters<Callable>) {
      const [request, response] = call;
      // firebase-functions answers a browser's CORS preflight.
      if (request.method !== 'OPTIONS') {
        calls.set(request, readSafely(request));
        request.method = 'POST';
        request.headers['content-type'] = 'application/json';
        request.body = { data: null };
        request.rawBody = Buffer.alloc(0);
        replaceRefusal(request, response, refuse);
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

/** Replaces an error that firebase-functions sends before the handler has taken the call's data. */
function replaceRefusal(
  request: Request,
  response: Response,
  refuse: (request: Request) => HttpsError,
): void {
  const send = response.send.bind(response);
  const write: (chunk: unknown) => boolean = response.write.bind(response);
  const refusal = () => (calls.delete(request) ? { error: refuse(request).toJSON() } : undefined);
  response.send = (body: unknown) => send(refusal() ?? body);
  // A caller that accepts a stream gets the error as its only event.
  response.write = (chunk: unknown) => {
    const error = refusal();
    return write(error ? `data: ${JSON.stringify(error)}\n\n` : chunk);
  };
}

function readSafely(request: Request): ReadCall {
  try {
    return { data: readCall(request) };
  } catch (error) {
    return { error };
  }
}
