import { type IntervalBounds, RANGE_MINUTES } from '@pilotlight/keep-warm';
import {
  functionName,
  listOf,
  ParametersError,
  readParameters,
  region,
  serviceAccount,
  text,
  wholeNumber,
} from '@pilotlight/parameters';
import * as parameters from './parameters.ts';

const FILE = 'apps/warmup/config/.env';

/** Checked settings of a deployment. */
export interface Settings {
  /** The deployed name of this function. */
  functionName: string;
  targets: string[];
  targetRegion: string;
  timeoutMs: number;
  bounds: IntervalBounds;
  /** Undefined if the project does not require App Check. */
  appCheckAppId: string | undefined;
}

const minutes = wholeNumber(0, RANGE_MINUTES, 'minutes');

// The bounds keep all attempts on a target within the function's own timeout, and the learned records within a log line.
const RULES = {
  functionName,
  region,
  schedule: text('a schedule such as "* * * * *" or "every 5 minutes"', /^[\w*,/:-]+(?: [\w*,/:-]+){2,9}$/),
  timeZone: text('a time zone such as Europe/Berlin', /^[A-Za-z]+(?:\/[\w+-]+){0,2}$/),
  // A run checks each target, so that a wrong one leaves the others warm. But targets are logged: no passwords.
  targets: listOf('a list of 1 to 20 targets, none with a password', {
    pattern: /^(?![^/]*\/\/[^/]*@).{1,2000}$/,
    least: 1,
    most: 20,
  }),
  targetRegion: region,
  targetTimeoutSeconds: wholeNumber(1, 60, 'seconds'),
  shortestMinutes: minutes,
  longestMinutes: minutes,
  appCheckAppId: text(
    "an app's id such as 1:23:web:45, or empty",
    /^(?:\d{1,10}:\d{1,20}:(?:web|ios|android):[0-9a-f]{1,64})?$/,
  ),
  serviceAccount,
};

/** @throws {ParametersError} naming each wrong parameter and its rule. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const set = readParameters(parameters, RULES, { env, file: FILE });
  const { shortestMinutes, longestMinutes } = set;
  if (longestMinutes < shortestMinutes) {
    const problem = `WARM_UP_LONGEST_MINUTES is ${longestMinutes} and must not be less than WARM_UP_SHORTEST_MINUTES, ${shortestMinutes}`;
    throw new ParametersError([problem], FILE);
  }
  return {
    functionName: set.functionName,
    targets: [...new Set(set.targets)],
    targetRegion: set.targetRegion,
    timeoutMs: set.targetTimeoutSeconds * 1000,
    bounds: { shortestMinutes, longestMinutes },
    appCheckAppId: set.appCheckAppId || undefined,
  };
}
