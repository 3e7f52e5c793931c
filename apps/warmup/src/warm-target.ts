import { parseWarmResponse, type WarmRequest, type WarmResponse } from '@pilotlight/protocol';
import { WarmUpError } from './warm-up-error.ts';

/** What warming one target told. */
export interface WarmTarget {
  url: URL;
  response: WarmResponse;
  /** From the call to the last byte of the answer. */
  roundTripMs: number;
}

/**
 * Calls a target by the callable protocol (https://firebase.google.com/docs/functions/callable-reference), as any
 * client does: only so is it the instance that answers clients which gets warm.
 *
 * @throws {WarmUpError} where the target cannot be reached in time, refuses, or answers something else.
 */
export async function warmTarget(url: URL, { timeoutMs }: { timeoutMs: number }): Promise<WarmTarget> {
  const data: WarmRequest = { op: 'warm' };
  const begun = performance.now();
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      // A function answers itself; whoever sends us elsewhere is something else.
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new WarmUpError(url, timedOut ? `no answer within ${timeoutMs} ms` : 'it cannot be reached', {
      cause,
    });
  }
  if (status !== 200) throw new WarmUpError(url, `it answered ${status}: ${text.slice(0, 500)}`);
  try {
    const { result }: { result: unknown } = JSON.parse(text);
    return { url, response: parseWarmResponse(result), roundTripMs: performance.now() - begun };
  } catch (cause) {
    throw new WarmUpError(url, 'its answer is not that of a Pilotlight function', { cause });
  }
}
