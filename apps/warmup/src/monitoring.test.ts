import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { extracted, fieldOf, type LogEntry, matches, toLogEntry } from '@pilotlight/call-log/log-filter';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { standInForGoogle } from './testing/google.ts';

// Only Google reads the files in `monitoring/`, and nothing reports filters that do not match the log. So this checks them
// against the lines of a run.

const MONITORING = join(import.meta.dirname, '../../../monitoring/warm-up');
const USER_METRIC = 'logging.googleapis.com/user/';

interface Metric {
  name: string;
  filter: string;
  metricDescriptor: { metricKind: string; valueType: string; labels: { key: string }[] };
  valueExtractor?: string;
  labelExtractors: Record<string, string>;
  bucketOptions?: object;
}

const response = (cold: boolean) => ({
  models: [],
  timing: { loadMs: cold ? 300 : 0, queueMs: 0, inferenceMs: 2, cold, instanceId: 'a1' },
  instance: { ageMs: 700_000, idleMs: 600_000 },
});

let metrics: Map<string, Metric>;
const entries = new Map<string, LogEntry>();

beforeAll(async () => {
  const files = await readdir(join(MONITORING, 'metrics'));
  metrics = new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, Metric]> => [
        basename(file, '.json'),
        JSON.parse(await readFile(join(MONITORING, 'metrics', file), 'utf8')),
      ]),
    ),
  );

  // The logger keeps the console that it finds at its start.
  const printed: string[] = [];
  for (const method of ['info', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void printed.push(line));
  }
  const { run } = await import('./run.ts');
  const { createMemory } = await import('./memory/memory.ts');
  await run({
    targets: ['warm', 'cold', 'failed'],
    bounds: { shortestMinutes: 5, longestMinutes: 60 },
    memory: createMemory(
      async () => new Map(),
      () => undefined,
    ),
    async call(target) {
      if (target === 'failed') throw new Error('it does not answer');
      return response(target === 'cold');
    },
  }).catch(() => undefined);
  for (const entry of printed.map((line) => toLogEntry(line, 'warmup'))) {
    const target = fieldOf(entry, 'jsonPayload.target');
    entries.set(typeof target === 'string' ? target : 'run', entry);
  }
});

afterAll(() => void vi.restoreAllMocks());

const matched = (filter: string) =>
  [...entries].filter(([, entry]) => matches(filter, entry)).map(([name]) => name);

it.each([
  ['pilotlight_warm_up_pings', ['warm', 'cold', 'failed']],
  ['pilotlight_warm_up_round_trip', ['warm', 'cold']],
  ['pilotlight_warm_up_interval', ['warm', 'cold']],
  ['pilotlight_warm_up_keep_alive', ['warm', 'cold']],
])('counts the right lines in %s', (name, names) => {
  const metric = metrics.get(name);
  expect(metric?.name).toBe(name);
  expect(matched(metric?.filter ?? '').toSorted()).toEqual(names.toSorted());
  for (const entry of names) {
    for (const { key } of metric?.metricDescriptor.labels ?? []) {
      expect(extracted(metric?.labelExtractors[key], entries.get(entry))).toBeTypeOf('string');
    }
    if (metric?.metricDescriptor.valueType === 'INT64') continue;
    expect(extracted(metric?.valueExtractor, entries.get(entry))).toBeTypeOf('number');
    expect(metric?.bucketOptions).toBeDefined();
  }
});

it('has a line of each kind, and a test for every metric', () => {
  expect([...entries.keys()].toSorted()).toEqual(['cold', 'failed', 'run', 'warm']);
  expect(metrics.size).toBe(4);
});

it('counts no line of another service, even one that a caller made it print', () => {
  const forged = [...entries].map(([name, entry]): [string, LogEntry] => [
    name,
    { ...entry, resource: { type: 'cloud_run_revision', labels: { service_name: 'predict' } } },
  ]);
  for (const { filter } of metrics.values()) {
    expect(filter).toContain('resource.labels.service_name="warmup"');
    expect(forged.filter(([, entry]) => matches(filter, entry))).toEqual([]);
  }
});

/** Returns all labels of a line. */
const labelsOf = (target: string, outcome: string) =>
  [...metrics.values()].flatMap(({ labelExtractors }) =>
    Object.entries(labelExtractors).map(([key, extractor]): [string, unknown] => [
      key,
      extracted(extractor, { jsonPayload: { target, outcome } }),
    ]),
  );

it('takes few and short labels from any line', () => {
  for (const [key, value] of labelsOf('https://predict.example/a?token=secret', 'warm" OR "')) {
    expect([key, value]).toEqual(key === 'target' ? [key, 'predict.example/a'] : ['outcome', undefined]);
  }
  for (const [key, value] of labelsOf('x'.repeat(2000), 'cold')) {
    expect([key, value]).toEqual(key === 'target' ? [key, 'x'.repeat(100)] : ['outcome', 'cold']);
  }
});

interface TimeSeriesFilter {
  filter: string;
  aggregation: { perSeriesAligner: string; groupByFields: string[] };
}

it('uses only existing metrics and labels in the dashboard, and lists the lines of failures', async () => {
  const { mosaicLayout } = JSON.parse(await readFile(join(MONITORING, 'dashboard.json'), 'utf8'));
  const series: TimeSeriesFilter[] = mosaicLayout.tiles.flatMap(
    ({
      widget,
    }: {
      widget: { xyChart?: { dataSets: { timeSeriesQuery: { timeSeriesFilter: unknown } }[] } };
    }) => (widget.xyChart?.dataSets ?? []).map(({ timeSeriesQuery }) => timeSeriesQuery.timeSeriesFilter),
  );
  const drawn = series.map(({ filter, aggregation }) => {
    expect(filter).toContain('resource.label.service_name="warmup"');
    const name = /metric\.type="(.+?)"/.exec(filter)?.[1]?.replace(USER_METRIC, '') ?? '';
    const { labels = [], valueType } = metrics.get(name)?.metricDescriptor ?? {};
    expect(labels.map(({ key }) => `metric.label.${key}`)).toEqual(
      expect.arrayContaining(aggregation.groupByFields),
    );
    expect(aggregation.perSeriesAligner).toMatch(valueType === 'INT64' ? /ALIGN_DELTA/ : /ALIGN_PERCENTILE/);
    return name;
  });
  expect([...new Set(drawn)].toSorted()).toEqual([...metrics.keys()].toSorted());

  const panels: string[] = mosaicLayout.tiles.flatMap(
    ({ widget }: { widget: { logsPanel?: { filter: string } } }) => widget.logsPanel?.filter ?? [],
  );
  expect(panels.map(matched)).toEqual([['failed']]);
  for (const filter of panels) expect(filter).toContain('resource.labels.service_name="warmup"');
});

it('reads what was learned from the same line that it writes', async () => {
  const { recall } = await import('./memory/recall.ts');
  await using google = await standInForGoogle(({ url, body }) =>
    url.endsWith('/entries:list')
      ? {
          status: 200,
          body: { entries: [...entries.values()].filter((entry) => matches(String(body['filter']), entry)) },
        }
      : undefined,
  );
  const learned = await recall({ project: 'my-app', service: 'warmup' }, Date.now());
  expect([...learned.keys()]).toEqual(['warm', 'cold', 'failed']);
  expect(learned.get('warm')?.lifetimes.bins).toEqual([{ minutes: 10, alive: 1, gone: 0 }]);
  expect(matched(String(google.asked.at(-1)?.body['filter']))).toEqual(['run']);
});
