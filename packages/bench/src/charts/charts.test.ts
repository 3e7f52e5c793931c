import { expect, it } from 'vitest';
import type { ColdResults } from '../cold/cold-results.ts';
import type { GrowthResults } from '../growth/growth-results.ts';
import type { LoadResults } from '../load/load-results.ts';
import type { ModelResults } from '../model/model-results.ts';
import { coldChart } from './cold-chart.ts';
import { growthChart } from './growth-chart.ts';
import { loadChart } from './load-chart.ts';
import { modelChart } from './model-chart.ts';

const CIRCUMSTANCES = { node: 'v24.0.0', platform: 'linux x64', processors: 1 };
const around = (median: number) => ({ min: median * 0.9, median, max: median * 1.2 });

const COLD: ColdResults = {
  kind: 'cold',
  faultMicroseconds: 0.5,
  ...CIRCUMSTANCES,
  runs: 3,
  leftOut: [],
  contenders: [
    { id: 'slow', name: 'a `slow` <one> & more', role: 'peer' as const, ratio: 11 },
    { id: 'quick', name: 'a quick one', role: 'ours' as const, ratio: 0.9 },
  ].map(({ ratio, ...row }) => ({
    ...row,
    ratio: around(ratio),
    ratios: [ratio],
    firstAnswerMs: around(ratio * 300),
    secondAnswerMs: around(5),
    tenthAnswerMs: around(4),
    peakMiB: undefined,
    faults: [9000],
    readMB: undefined,
  })),
};

const series = (name: string, slope: number) => ({
  name,
  points: [1, 5, 20, 80].map((megabytes) => ({ megabytes, ms: around(200 + slope * megabytes) })),
  line: { slope, intercept: 200 },
});
const GROWTH: GrowthResults = {
  kind: 'growth',
  ...CIRCUMSTANCES,
  runs: 3,
  engines: [series('wasm', 4.4), series('litert', 3.5)],
  touched: [],
  machine: [series('reading', 0.5)],
};

const LOAD: LoadResults = {
  kind: 'load',
  ...CIRCUMSTANCES,
  leftOut: [],
  contenders: [
    {
      id: 'ours',
      name: '`predict`',
      loads: [1, 80].map((concurrency) => ({
        concurrency,
        seconds: 10,
        answers: 300,
        requestsPerSecond: 30,
        latencyMs: concurrency === 1 ? { p50: 30, p95: 40, p99: 50 } : undefined,
        errors: concurrency - 1,
      })),
    },
  ],
};

const MODEL: ModelResults = {
  kind: 'model',
  ...CIRCUMSTANCES,
  model: 'digits',
  version: 1,
  format: 'tfjs-layers-model',
  engine: 'wasm',
  runs: 3,
  firstAnswerMs: around(200),
  ratio: around(0.8),
  secondAnswerMs: around(5),
  tenthAnswerMs: around(4),
  peakMiB: undefined,
  faults: undefined,
  readMB: undefined,
  archiveBytes: 1_000_000,
  parts: [
    { name: 'Node.js', ms: 50 },
    { name: 'nothing', ms: 0 },
    { name: 'the rest', ms: 150 },
  ],
};

it.each([
  ['cold starts', coldChart(COLD), ['a slow &lt;one&gt; &amp; more', '11.00', '0.90']],
  ['growth', growthChart(GROWTH), ['wasm: 4.40 ms per MB', 'reading: 0.50 ms per MB']],
  ['a model', modelChart(MODEL), ['Node.js', '150 ms', '0.80 of a hello world']],
  ['load', loadChart(LOAD), ['80 callers', '79 errors', 'p99 50 ms']],
])('draws %s with text for screen readers, and without NaN', (_, svg, said) => {
  expect(svg).toMatch(/^<svg [^>]*role="img"/);
  const [, title, description] = /<title[^>]*>([^<]+)<\/title><desc[^>]*>([^<]+)<\/desc>/.exec(svg) ?? [];
  expect(title).toBeTruthy();
  const drawn = svg.slice(svg.indexOf('</desc>'));
  for (const words of said) {
    expect(description).toContain(words);
    expect(drawn).toContain(words);
  }
  expect(svg).not.toMatch(/NaN|undefined|Infinity|href=|<script/);
});

it('makes a bar longer for a larger ratio', () => {
  const widths = [...coldChart(COLD).matchAll(/<rect [^>]*\bwidth="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths).toHaveLength(2);
  expect(widths[0]).toBeLessThan(widths[1] ?? 0);
});
