import type { Range } from '../random/distribution.ts';
import { MINUTE_MS } from '../time/units.ts';

// Assumptions about facts that no manifest measures and that are unknown until a deployment answers real calls. The
// command line has an option for each; the report says which were assumed.

/**
 * From a call that finds no instance to the answer of a hello world: finding a machine, starting the container,
 * Node.js, the Functions Framework. Google's functions took half a second to two seconds, measured over months
 * (https://mikhail.io/serverless/coldstarts/big3/). The time that the model needs is added to this.
 */
export const PLATFORM_START_MS: Range = { min: 500, max: 2000 };

/**
 * Life of an instance that gets no calls. Google says "up to 15 minutes" and guarantees none of it
 * (https://cloud.google.com/run/docs/about-instance-autoscaling), so any time up to that is equally likely here. In
 * practice instances live longer.
 */
export const KEEP_ALIVE_MS: Range = { min: 0, max: 15 * MINUTE_MS };

/**
 * A warm prediction of a model without measurements. MobileNetV2 takes 6 to 19 ms on the three engines (`npm run
 * bench:engines`).
 */
export const SERVICE_MS = 50;

/**
 * Time of a warm call besides the model: HTTP, the Functions Framework, reading and checking the request. A whole call
 * of the digits model, from outside, takes 9 ms (`npm run measure:first-call`).
 */
export const HANDLING_MS = 10;

/** The cold start of a model without measurements. */
export const MODEL_START_MS = 1000;

/** Work of a warm instance for a ping, and of the warm-up for a tick: both are billed as 100 ms. */
export const PING_MS = 10;
export const TICK_MS = 10;

/** Bytes of an answer, headers included. */
export const ANSWER_BYTES = 2000;

/** A function's container image without Google's own layers, which are not billed. */
export const IMAGE_GIGABYTES = 0.1;

/** The defaults of `predict` (`PREDICT_CONCURRENCY` and `PREDICT_MAX_INSTANCES`). */
export const CONCURRENCY = 16;
export const MAX_INSTANCES = 10;

/** The memory of `warmUp`: the smallest size there is. */
export const WARM_UP_MEMORY_MIB = 256;
export const WARM_UP_VCPUS = 1 / 6;
