import {
  parseWarmResponse,
  WARM_UP_IDENTITY_HEADER,
  type WarmRequest,
  type WarmResponse,
} from '@pilotlight/protocol';
import { readBounded } from '../read-bounded.ts';
import { WarmUpError } from './warm-up-error.ts';

/** The most bytes of an answer; a normal one has a few hundred. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** The most characters of an unknown answer to repeat in the log. */
const SHOWN_CHARACTERS = 200;

/** Tokens that prove the caller's identity; each is set if there is one and the target may see it. */
export interface Tokens {
  /** Proves that a machine of this project calls. */
  identity?: string | undefined;
  /** Proves that the project's app calls. */
  appCheck?: string | undefined;
}

/**
 * Calls a target by the callable protocol (https://firebase.google.com/docs/functions/callable-reference), like any
 * client, so that the instance which answers clients gets warm.
 *
 * @throws {WarmUpError} if the target cannot be reached in time, refuses, or gives another answer.
 */
export async function callTarget(
  url: URL,
  { timeoutMs, tokens = {} }: { timeoutMs: number; tokens?: Tokens },
): Promise<WarmResponse> {
  const data: WarmRequest = { op: 'warm' };
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      // A function answers itself; a server that redirects is not one.
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(tokens.identity === undefined ? {} : { [WARM_UP_IDENTITY_HEADER]: tokens.identity }),
        ...(tokens.appCheck === undefined ? {} : { 'x-firebase-appcheck': tokens.appCheck }),
      },
      body: JSON.stringify({ data }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    text = await readBounded(response, MAX_ANSWER_BYTES);
  } catch (cause) {
    if (cause instanceof RangeError) throw new WarmUpError('NOT_THE_PROTOCOL', cause.message, { cause });
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw timedOut
      ? new WarmUpError('TIMED_OUT', `no answer within ${timeoutMs} ms`, { cause })
      : new WarmUpError('UNREACHABLE', 'it cannot be reached', { cause });
  }
  if (status !== 200) {
    const isTransient = status >= 500 || status === 429;
    const shown = text.slice(0, SHOWN_CHARACTERS);
    throw new WarmUpError(isTransient ? 'FAILED' : 'REFUSED', `it answered ${status}: ${shown}`);
  }
  try {
    const { result }: { result: unknown } = JSON.parse(text);
    return parseWarmResponse(result);
  } catch (cause) {
    throw new WarmUpError('NOT_THE_PROTOCOL', 'its answer is not that of a Pilotlight function', { cause });
  }
}
