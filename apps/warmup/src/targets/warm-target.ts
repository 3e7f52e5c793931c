import type { Ping } from '@pilotlight/keep-warm';
import type { WarmResponse } from '@pilotlight/protocol';
import { backOff } from 'exponential-backoff';
import { WarmUpError } from './warm-up-error.ts';

/** Three calls, and up to 1 and 2 seconds between them: at most three minutes with the longest timeout. */
const ATTEMPTS = 3;
const FIRST_DELAY_MS = 1000;

/** Ours have 36. It is remembered, so whoever answers must not fill the memory. */
const MAX_ID_CHARACTERS = 64;

/** What warming one target told. */
export interface Warmed {
  response: WarmResponse;
  ping: Ping;
  attempts: number;
  /** From the first call to the last byte of the answer. */
  roundTripMs: number;
}

/**
 * Calls a target until it answers, some times, with waits between that differ from run to run.
 *
 * @param call one attempt.
 * @throws {WarmUpError} the last one.
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
      // An instance younger than the first attempt was started by it, though a later one may have found it loaded.
      cold: timing.cold || instance.ageMs < roundTripMs,
      ageMs: instance.ageMs,
      idleMs: instance.idleMs,
    },
  };
}
