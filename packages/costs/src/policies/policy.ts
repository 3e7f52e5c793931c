import type { Ping } from '@pilotlight/keep-warm';

/** Where `warmUp` is told what to do. */
export const WARM_UP_SETTINGS = 'apps/warmup/config/.env';

/** When Cloud Scheduler starts the warm-up. */
export interface Schedule {
  everyMinutes: number;
  /** In which hours of the week, Monday's first being 0. */
  isOpen(hourOfWeek: number): boolean;
}

/** What a warm-up does at a tick, and what it learns. */
export interface WarmUp {
  /** Whether to ping now. */
  isDue(at: number): boolean;
  /** What a ping found. */
  pinged?(ping: Ping): void;
  /** A user called. */
  called?(at: number): void;
}

/** A way to keep a function warm, or not to. */
export interface Policy {
  /** What it is called, as programs read it. */
  readonly name: string;
  /** What it is, for whoever pays for it. */
  readonly title: string;
  /** How to have it, to be read after a colon; undefined where nothing here does it, and it is for comparison only. */
  readonly setUp: string | undefined;
  readonly minInstances: number;
  /** Undefined where nothing pings. */
  readonly schedule?: Schedule;
  /** A warm-up that has learned nothing yet. */
  createWarmUp?(): WarmUp;
}
