import { isLocal } from './is-local.ts';
import type { Answered } from './answered.ts';

/** A duration as people read it: whole milliseconds, or a decimal where there are few of them. */
export function duration(ms: number): string {
  return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)}\u00A0ms`;
}

/** How warm the instance was that answered. */
export function instanceState({ timing }: Pick<Answered, 'timing'>): string {
  return timing.cold ? 'cold start' : 'warm';
}

/** How long the answer took and why, in a sentence. */
export function describeTiming(
  { timing, roundTripMs }: Pick<Answered, 'timing' | 'roundTripMs'>,
  isEmulated = isLocal(globalThis.location?.hostname),
): string {
  const coldStart = isEmulated ? 'an emulated instance' : 'an instance';
  const instance = timing.cold ? `${coldStart} that had to start first` : 'a warm instance';
  return `Answered in ${duration(roundTripMs)} by ${instance}.`;
}
