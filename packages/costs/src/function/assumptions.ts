import type { Range } from '../random/distribution.ts';
import { MINUTE_MS } from '../time/units.ts';

// What no manifest measures and nobody can know before a deployment answers real calls. Everything here can be said on
// the command line; what is not said is taken from here, and the report says so.

/**
 * From a call that finds no instance to a hello world that answers it: finding a machine, starting the container, Node.js,
 * the Functions Framework. Half a second to two seconds is what was measured of Google's functions over months
 * (https://mikhail.io/serverless/coldstarts/big3/). What the model needs comes on top.
 */
export const PLATFORM_START_MS: Range = { min: 500, max: 2000 };

/**
 * How long an instance lives that nobody calls. Google says "up to 15 minutes" and promises no minute of it
 * (https://cloud.google.com/run/docs/about-instance-autoscaling), so nothing is assumed but that: any time up to then
 * is as likely as any other. That is darker than what people see.
 */
export const KEEP_ALIVE_MS: Range = { min: 0, max: 15 * MINUTE_MS };

/** A warm call of a model that nobody has measured. MobileNetV2 takes 8 to 31 ms on the three engines (`npm run bench:engines`). */
export const SERVICE_MS = 50;

/**
 * What a warm call takes beside the model: HTTP, the Functions Framework, reading and checking the request. A whole one
 * of the digits model, from outside, takes 9 ms (`npm run measure:first-call`).
 */
export const HANDLING_MS = 10;

/** The cold start of a model that nobody has measured. */
export const MODEL_START_MS = 1000;

/** What a warm instance works on a ping, and the warm-up at a tick: both are billed as 100 ms. */
export const PING_MS = 10;
export const TICK_MS = 10;

/** What an answer has, headers included. */
export const ANSWER_BYTES = 2000;

/** A function's container image beside Google's own layers, which are not billed. */
export const IMAGE_GIGABYTES = 0.1;

/** The defaults of `predict` (`PREDICT_CONCURRENCY` and `PREDICT_MAX_INSTANCES`). */
export const CONCURRENCY = 16;
export const MAX_INSTANCES = 10;

/** What `warmUp` has: the least there is. */
export const WARM_UP_MEMORY_MIB = 256;
export const WARM_UP_VCPUS = 1 / 6;
