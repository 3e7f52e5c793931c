/**
 * Decides when to call a function so that its users find it warm. Nothing here reads a clock or the network: times are
 * parameters, so that a scheduled function can run this for real and a simulation can run a month in a moment.
 *
 * @example
 * const bounds = { shortestMinutes: 1, longestMinutes: 60 };
 * const learned = learn(NOTHING_LEARNED, { at: 0, instanceId: 'a', cold: true, ageMs: 0, idleMs: 0 });
 * isDue(learned, 60_000, pingInterval(learned.lifetimes, bounds)); // => true
 *
 * @module
 */
export { NO_IDLE_TIMES, observeIdleTime } from './idle-times.ts';
export { isDue } from './is-due.ts';
export { type KeepAlive, keepAlive } from './keep-alive.ts';
export { type Learned, learn, NOTHING_LEARNED } from './learned.ts';
export { RANGE_MINUTES } from './minutes.ts';
export { type Ping } from './ping.ts';
export { type IntervalBounds, pingInterval } from './ping-interval.ts';
export { type WarmWindow, warmWindow } from './warm-window.ts';
