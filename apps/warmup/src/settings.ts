import { type IntervalBounds, RANGE_MINUTES } from '@pilotlight/keep-warm';
import * as v from 'valibot';
import * as parameters from './parameters.ts';

/** What a deployment has set, checked. */
export interface Settings {
  targets: string[];
  targetRegion: string;
  timeoutMs: number;
  bounds: IntervalBounds;
  /** Undefined where the project does not require App Check. */
  appCheckAppId: string | undefined;
}

// The bounds keep all attempts on a target within the function's own timeout, and what is learned within a log line.
const targets = v.pipe(
  v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(2000))),
  v.minLength(1),
  v.maxLength(20),
);
const timeoutSeconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RANGE_MINUTES));
const appId = v.union([v.literal(''), v.pipe(v.string(), v.regex(/^\d+:\d+:(web|ios|android):[0-9a-f]+$/))]);

/** @throws {TypeError} which says of a parameter what it must be. */
export function readSettings(): Settings {
  const shortestMinutes = read(parameters.shortestMinutes, minutes, `0 to ${RANGE_MINUTES} minutes`);
  const longestMinutes = read(parameters.longestMinutes, minutes, `0 to ${RANGE_MINUTES} minutes`);
  if (longestMinutes < shortestMinutes) {
    throw new TypeError(
      `WARM_UP_LONGEST_MINUTES is ${longestMinutes}; it must not be less than WARM_UP_SHORTEST_MINUTES, ${shortestMinutes}`,
    );
  }
  const seconds = read(parameters.targetTimeoutSeconds, timeoutSeconds, '1 to 60 seconds');
  return {
    targets: [...new Set(read(parameters.targets, targets, 'a list of 1 to 20 targets'))],
    targetRegion: parameters.targetRegion.value(),
    timeoutMs: seconds * 1000,
    bounds: { shortestMinutes, longestMinutes },
    appCheckAppId:
      read(parameters.appCheckAppId, appId, "an app's id such as 1:23:web:45, or empty") || undefined,
  };
}

function read<Schema extends v.GenericSchema>(
  parameter: { name: string; value(): unknown },
  schema: Schema,
  expected: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, valueOf(parameter));
  if (result.success) return result.output;
  throw new TypeError(`${parameter.name} must be ${expected}`);
}

/** A list that is no JSON is told with a piece of it, which may be a password: that is kept out of the log. */
function valueOf(parameter: { value(): unknown }): unknown {
  try {
    return parameter.value();
  } catch {
    return undefined;
  }
}
