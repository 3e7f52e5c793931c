import { isLocal } from './is-local.ts';
import type { Answered } from './answered.ts';

/** Formats a duration: whole milliseconds, or one decimal place below 10. */
export function duration(ms: number): string {
  return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)}\u00A0ms`;
}

/** Describes the state of the instance that answered. */
export function instanceState({ timing }: Pick<Answered, 'timing'>): string {
  return timing.cold ? 'cold start' : 'warm';
}

/** Describes the time of an answer and its reason in a sentence. */
export function describeTiming(
  { timing, roundTripMs }: Pick<Answered, 'timing' | 'roundTripMs'>,
  isEmulated = isLocal(globalThis.location?.hostname),
): string {
  const coldStart = isEmulated ? 'an emulated instance' : 'an instance';
  const instance = timing.cold ? `${coldStart} that had to start first` : 'a warm instance';
  return `Answered in ${duration(roundTripMs)} by ${instance}.`;
}
