import { readdir, readFile } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { basename, join } from 'node:path';
import { CALL_EVENT, type GateLine } from '@pilotlight/call-log/line';
import { extracted, type LogEntry, matches, toLogEntry } from '@pilotlight/call-log/log-filter';
import { InferenceError } from '@pilotlight/model-runtime';
import { InvalidRequestError } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { callLine } from './log-call.ts';

// Only Google reads the files in `monitoring/`, and nothing reports filters that do not match the log. So this checks them
// against the lines of calls.

const MONITORING = join(import.meta.dirname, '../../../monitoring/predict');
const USER_METRIC = 'logging.googleapis.com/user/';
const CALLS = 'pilotlight_predict_calls';

interface Metric {
  name: string;
  filter: string;
  metricDescriptor: { valueType: string; labels: { key: string }[] };
  valueExtractor?: string;
  labelExtractors: Record<string, string>;
  bucketOptions?: object;
}

async function readAll<Content>(folder: string): Promise<Map<string, Content>> {
  const files = await readdir(join(MONITORING, folder));
  const read = async (file: string): Promise<[string, Content]> => [
    basename(file, '.json'),
    JSON.parse(await readFile(join(MONITORING, folder, file), 'utf8')),
  ];
  return new Map(await Promise.all(files.map(read)));
}
const metrics = await readAll<Metric>('metrics');

const call = (changed: Partial<Parameters<typeof callLine>[0]>): LogEntry => {
  const arrival = { isCold: false, ageMs: 9, idleMs: 1 };
  const record = {
    model: 'digits',
    version: 2,
    label: 'canary',
    engine: 'wasm',
    loadMs: 0,
    queueMs: 0,
    inferenceMs: 1,
  } as const;
  const ended = { op: 'predict', arrival, instanceId: 'a1', record, ...changed } as const;
  const line = callLine(ended, Object.assign(new IncomingMessage(new Socket()), { headers: {} }));
  return toLogEntry(JSON.stringify({ severity: 'INFO', ...line }), 'predict');
};
const issue = { field: 'mark', expected: 'x', received: 'y' };
const atGate: GateLine = {
  event: CALL_EVENT,
  stage: 'gate',
  message: 'a call was refused before it reached its function: sign in',
  time: new Date().toISOString(),
  outcome: 'refused',
  code: 'unauthenticated',
  reason: 'SIGN_IN_REQUIRED',
};
const entries = new Map([
  ['answered', call({})],
  ['cold', call({ arrival: { isCold: true, ageMs: 9, idleMs: 9 } })],
  ['failed', call({ error: new InferenceError({ model: 'digits', version: 2 }, 'x') })],
  ['refused', call({ error: new InvalidRequestError(issue), record: {} })],
  ['at the gate', toLogEntry(JSON.stringify(atGate), 'predict')],
  ['warm', call({ op: 'warm', record: {} })],
]);
const matched = (filter: string) =>
  [...entries].filter(([, entry]) => matches(filter, entry)).map(([name]) => name);

it.each([
  [CALLS, ['answered', 'cold', 'failed', 'refused', 'at the gate', 'warm']],
  ['pilotlight_predict_latency', ['answered', 'cold']],
])('counts the right calls in %s', (name, names) => {
  const metric = metrics.get(name);
  expect(metric?.name).toBe(name);
  expect(matched(metric?.filter ?? '')).toEqual(names);
  if (metric?.metricDescriptor.valueType !== 'DISTRIBUTION') return;
  for (const entry of names)
    expect(extracted(metric.valueExtractor, entries.get(entry))).toBeTypeOf('number');
  expect(metric.bucketOptions).toBeDefined();
});

it('takes labels from a few fields, which tell versions, labels and reasons apart', () => {
  const { labelExtractors = {}, metricDescriptor } = metrics.get(CALLS) ?? {};
  const labels = (name: string) =>
    Object.fromEntries(
      Object.entries(labelExtractors).map(([key, extractor]) => [
        key,
        extracted(extractor, entries.get(name)),
      ]),
    );
  expect(Object.keys(labelExtractors)).toEqual(metricDescriptor?.labels.map(({ key }) => key));
  const asked = { op: 'predict', model: 'digits', version: '2', label: 'canary' };
  expect(labels('cold')).toEqual({ ...asked, outcome: 'answered', reason: undefined, cold: 'true' });
  expect(labels('failed')).toEqual({
    ...asked,
    outcome: 'failed',
    reason: 'INFERENCE_FAILED',
    cold: 'false',
  });
  const odd = {
    jsonPayload: Object.fromEntries(
      Object.keys(labelExtractors).map((key) => [key, `${'x'.repeat(2000)}" OR "`]),
    ),
  };
  for (const extractor of Object.values(labelExtractors)) expect(extracted(extractor, odd)).toBe(undefined);
});

it('counts no line of another service', () => {
  for (const { filter } of metrics.values()) {
    for (const entry of entries.values()) {
      const resource = { type: 'cloud_run_revision', labels: { service_name: 'warmup' } };
      expect(matches(filter, { ...entry, resource })).toBe(false);
    }
  }
});

/** Returns every filter of metrics in a file. */
const metricFilters = (json: string) =>
  [...json.matchAll(/"(?:filter|denominatorFilter)": ?("metric\.type=(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']): string => JSON.parse(text),
  );

it.each([
  ['dashboard.json', 10],
  ['alerts/error-rate.json', 2],
  ['alerts/cold-share.json', 2],
])('uses only existing metrics and labels in %s', async (file, count) => {
  const json = await readFile(join(MONITORING, file), 'utf8');
  const filters = metricFilters(json);
  expect(filters).toHaveLength(count);
  for (const filter of filters) {
    expect(filter).toContain('resource.label.service_name="predict"');
    const name = /metric\.type="(.+?)"/.exec(filter)?.[1] ?? '';
    if (name.startsWith('run.googleapis.com/')) continue;
    const labels = metrics.get(name.replace(USER_METRIC, ''))?.metricDescriptor.labels.map(({ key }) => key);
    for (const [, key = ''] of filter.matchAll(/metric\.label\.(\w+)/g)) expect(labels).toContain(key);
  }
  const logs = /"filter": ?("resource\.type(?:[^"\\]|\\.)*")/.exec(json)?.[1];
  if (logs !== undefined) expect(matched(JSON.parse(logs))).toEqual(['failed']);
});
