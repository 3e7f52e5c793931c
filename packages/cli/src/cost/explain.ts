import { type Comparison, type Outcome, PRICES_AS_OF } from '@pilotlight/costs';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { CostReport } from './compare.ts';
import { formatDuration } from './duration.ts';
import { formatCount, formatDollars, formatShare } from './figures.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Describes the simulated calls, and the prices. */
export function describeTraffic({ comparison, basis, traffic }: CostReport): string {
  const { calls, callsPerMonth, from, until } = comparison;
  const { model } = basis;
  const days = Math.round((until - from) / DAY_MS);
  return (
    `${model.name}, version ${model.version}: calls ${safeText(traffic.calls)}, ${traffic.timeZone}. ` +
    `${formatCount(calls)} calls in ${days} ${days === 1 ? 'day' : 'days'} were simulated, which makes ${formatCount(callsPerMonth)} a month. ` +
    `Prices of ${PRICES_AS_OF}, ${traffic.region}, before taxes, ${traffic.hasFreeTier ? 'with' : 'without'} the free tier.`
  );
}

/** Explains in sentences why the marked policy is the right one, for the people who pay for it. */
export function explain(comparison: Comparison): string[] {
  const { outcomes, chosen, targetP95Ms } = comparison;
  const target = formatDuration(targetP95Ms);
  const named = (name: string) => outcomes.find(({ policy }) => policy.name === name);
  const nothing = named('nothing');
  const waiting = named('min-instances-1');

  if (!chosen) {
    const fastest = outcomes.toSorted((a, b) => a.latencyMs.p95 - b.latencyMs.p95)[0];
    return [
      `None of these answers 95 of 100 calls within ${target}.`,
      ...(fastest
        ? [`The fastest is ${fastest.policy.title}, with ${formatDuration(fastest.latencyMs.p95)}.`]
        : []),
      'Use a faster model, or a higher target.',
    ];
  }
  if (chosen === nothing) {
    // The first policy that costs as much.
    const best = outcomes.find(({ policy }) => policy.setUp !== undefined);
    return [
      `Nothing needs to be done: without a warm-up, 95 of 100 calls are answered within ${formatDuration(chosen.latencyMs.p95)}, and the target is ${target}.`,
      coldSentence(chosen),
      ...(best && best.coldShare < chosen.coldShare
        ? [
            `${capital(best.policy.title)}: costs no more, and ${formatShare(best.coldShare)} of the calls would wait.`,
          ]
        : []),
    ];
  }
  const { setUp } = chosen.policy;
  const cheaper = outcomes
    .slice(0, outcomes.indexOf(chosen))
    .filter((outcome) => outcome !== nothing && !outcome.meetsTarget);
  return [
    `${capital(chosen.policy.title)}: the cheapest policy that answers 95 of 100 calls within ${target}. ` +
      `It answers them within ${formatDuration(chosen.latencyMs.p95)}, and ${priceOf(chosen)}.`,
    coldSentence(chosen),
    ...(nothing
      ? [
          `Without it ${formatShare(nothing.coldShare)} of the calls wait for an instance to start, and 95 of 100 are answered only within ${formatDuration(nothing.latencyMs.p95)}.`,
        ]
      : []),
    ...(cheaper.length > 0
      ? [`${capital(cheaper.map(({ policy }) => policy.title).join('; '))}: cheaper, but not fast enough.`]
      : []),
    ...(waiting && waiting !== chosen
      ? [`One minimum instance of the same size is ${formatDollars(waiting.bill.dollars)} a month.`]
      : []),
    ...(setUp === undefined ? [] : [`How: ${setUp}.`]),
  ];
}

function coldSentence({ coldShare }: Outcome): string {
  return coldShare === 0
    ? 'No call waits for an instance to start.'
    : `${capital(formatShare(coldShare))} of the calls still wait for an instance to start.`;
}

function priceOf({ extraDollars, bill }: Outcome): string {
  return Math.round(extraDollars * 100) === 0
    ? `costs no more than no warm-up (${formatDollars(bill.dollars)} a month)`
    : `costs ${formatDollars(extraDollars)} a month more than no warm-up`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
