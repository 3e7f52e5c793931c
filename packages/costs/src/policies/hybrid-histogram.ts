import {
  type IntervalBounds,
  NO_IDLE_TIMES,
  observeIdleTime,
  type WarmWindow,
  warmWindow,
} from '@pilotlight/keep-warm';
import { MINUTE_MS } from '../time/units.ts';
import { learning, learningWarmUp } from './learning.ts';
import type { Policy, WarmUp } from './policy.ts';

/**
 * The hybrid histogram policy of Shahrad et al. ("Serverless in the Wild", USENIX ATC 2020): after a call it lets the
 * function go cold, warms it when it expects the next call, and gives up if that does not come. Theirs is part of the
 * platform and keeps an instance by not ending it. From outside it takes pings, as often as the learning policy makes
 * them. It sees every call, as theirs does.
 */
export function hybridHistogram(bounds: IntervalBounds): Policy {
  return {
    ...learning(bounds),
    name: 'hybrid-histogram',
    title: 'pings when a call is expected (to compare)',
    setUp: undefined,
    createWarmUp: () => hybridWarmUp(bounds),
  };
}

function hybridWarmUp(bounds: IntervalBounds): WarmUp {
  const pings = learningWarmUp(bounds);
  let idleTimes = NO_IDLE_TIMES;
  let lastCall: number | undefined;
  let window: WarmWindow = warmWindow(idleTimes);
  return {
    isDue(at) {
      if (lastCall === undefined) return false;
      const minutes = (at - lastCall) / MINUTE_MS;
      return minutes >= window.fromMinutes && minutes <= window.untilMinutes && pings.isDue(at);
    },
    pinged: (ping) => pings.pinged?.(ping),
    called(at) {
      if (lastCall !== undefined) {
        idleTimes = observeIdleTime(idleTimes, at - lastCall);
        window = warmWindow(idleTimes);
      }
      lastCall = at;
    },
  };
}
