import type { Ping } from '@pilotlight/keep-warm';

/** Settings file of `warmUp`. */
export const WARM_UP_SETTINGS = 'apps/warmup/config/.env';

/** Times at which Cloud Scheduler starts the warm-up. */
export interface Schedule {
  everyMinutes: number;
  /** True if the schedule ticks in that hour of the week; hour 0 is Monday's first. */
  isOpen(hourOfWeek: number): boolean;
}

/** Decisions of a warm-up at each tick, and its learning. */
export interface WarmUp {
  /** True if it is time to ping. */
  isDue(at: number): boolean;
  /** Takes the result of a ping. */
  pinged?(ping: Ping): void;
  /** Takes the call of a user. */
  called?(at: number): void;
}

/** A way to keep a function warm, or not to. */
export interface Policy {
  /** Name for programs. */
  readonly name: string;
  /** Title for people. */
  readonly title: string;
  /**
   * Instructions to set it up, to follow a colon; undefined for a policy that Pilotlight does not have and only
   * compares.
   */
  readonly setUp: string | undefined;
  readonly minInstances: number;
  /** Undefined if nothing pings. */
  readonly schedule?: Schedule;
  /** Makes a warm-up that has learned nothing yet. */
  createWarmUp?(): WarmUp;
}
