import type { CallableFunction, CallableRequest, Request } from 'firebase-functions/https';
import { readCall } from './read-call.ts';

/** What a caller sent, or what is wrong with it. */
type ReadCall = { data: unknown } | { error: unknown };

const calls = new WeakMap<Request, ReadCall>();

/**
 * Stands before a callable function, whoever serves it. What a caller sent is read here, and firebase-functions is given
 * an empty call in its place: so it has nothing of the caller's to copy, to choke on or to write into the log. Its
 * handler takes the real one with {@link takeData}, and whatever was wrong with it is refused as every call is.
 */
export function guardCallable<Callable extends CallableFunction<never, unknown>>(
  callable: Callable,
): Callable {
  // What the CLI, the emulator and tests ask of a function stands in its properties.
  return new Proxy(callable, {
    apply(target, self, call: Parameters<Callable>) {
      const [request] = call;
      // A browser that asks whether it may call: firebase-functions answers that.
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
 * Takes out what a caller sent; the request then holds it no longer.
 *
 * @throws what {@link readCall} found wrong with it.
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
