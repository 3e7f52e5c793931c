import type { Ping } from '@pilotlight/keep-warm';
import type { WarmResponse } from '@pilotlight/protocol';
import { backOff } from 'exponential-backoff';
import { WarmUpError } from './warm-up-error.ts';

/** Three calls with pauses of up to 1 and 2 seconds: just over three minutes with the longest timeout. */
const ATTEMPTS = 3;
const FIRST_DELAY_MS = 1000;

/** The most characters of an instance's id to remember, so that a server cannot fill the memory; ours have 36. */
const MAX_ID_CHARACTERS = 64;

/** Result of warming one target. */
export interface Warmed {
  response: WarmResponse;
  ping: Ping;
  attempts: number;
  /** Milliseconds from the first call to the last byte of the answer. */
  roundTripMs: number;
}

/**
 * Calls a target until it answers, a few times, with random pauses.
 *
 * @param call makes one attempt.
 * @throws {WarmUpError} of the last attempt.
 */
export async function warmTarget(call: () => Promise<WarmResponse>): Promise<Warmed> {
  let attempts = 0;
  const at = Date.now();
  const begun = performance.now();
  const response = await backOff(
    () => {
      attempts += 1;
      return call();
    },
    {
      numOfAttempts: ATTEMPTS,
      startingDelay: FIRST_DELAY_MS,
      jitter: 'full',
      retry: (error) => error instanceof WarmUpError && error.isTransient,
    },
  );
  const roundTripMs = performance.now() - begun;
  const { timing, instance } = response;
  return {
    response,
    attempts,
    roundTripMs,
    ping: {
      at,
      instanceId: timing.instanceId.slice(0, MAX_ID_CHARACTERS),
      // The first attempt started any instance that is younger than it, even if a later attempt found it loaded.
      cold: timing.cold || instance.ageMs < roundTripMs,
      ageMs: instance.ageMs,
      idleMs: instance.idleMs,
    },
  };
}
