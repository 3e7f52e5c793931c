import { type DeploymentOutcome, PRICES_AS_OF } from '@pilotlight/costs';
import { formatTable } from '@pilotlight/command-line/format-table';
import { safeText } from '@pilotlight/command-line/safe-text';
import type { Style } from '@pilotlight/command-line/style';
import { formatDuration } from '../duration.ts';
import { formatCount, formatDollars, formatShare } from '../figures.ts';
import type { ManyReport } from './compare-many.ts';

export const MANY_HEADING = [
  'deployed as',
  'kept warm by',
  'a month',
  'cold calls',
  'waited for a model',
  'half within',
  '95 of 100',
  '99 of 100',
];

/** Returns the figures of one outcome, in the cells of {@link MANY_HEADING}. */
export function cellsOf({ deployment, policy, bill, coldShare, loadShare, latencyMs }: DeploymentOutcome) {
  return [
    deployment,
    policy.title,
    formatDollars(bill.dollars),
    formatShare(coldShare),
    formatShare(loadShare),
    formatDuration(latencyMs.p50),
    formatDuration(latencyMs.p95),
    formatDuration(latencyMs.p99),
  ];
}

/** Describes the simulated calls, and the prices. */
export function describeMany(report: ManyReport): string[] {
  const { models, model, calls, days, traffic, region, hasFreeTier, outcomes } = report;
  const sampled = outcomes.find(({ simulated, functions }) => simulated < functions);
  return [
    `${formatCount(models)} models like ${model}: ${formatCount(calls)} calls in ${days} days, ${safeText(traffic)}. ` +
      `Prices of ${PRICES_AS_OF}, ${region}, before taxes, ${hasFreeTier ? 'with' : 'without'} the free tier.`,
    ...(sampled
      ? [
          `Of the ${formatCount(sampled.functions)} functions that a warm-up keeps warm, ${sampled.simulated} were simulated; one warmUp calls 20.`,
        ]
      : []),
  ];
}

/** Formats the report for people. */
export function formatMany(report: ManyReport, style: Style): string {
  return [
    ...describeMany(report),
    '',
    formatTable([MANY_HEADING.map((cell) => style('bold', cell)), ...report.outcomes.map(cellsOf)], ''),
    '',
    style('bold', 'Figures behind this comparison'),
    formatTable(report.lines.map(({ what, value, source, why }) => [what, value, source, safeText(why)])),
  ].join('\n');
}
