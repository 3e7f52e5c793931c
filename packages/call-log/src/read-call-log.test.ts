import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallLine, GateLine } from './call-line.ts';
import { type LoggedCall, readCallLog } from './read-call-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const LINE: CallLine = {
  event: 'predict call',
  message: 'predict digits/2 answered in 3.1 ms',
  time: '2026-11-28T07:00:00.000Z',
  op: 'predict',
  outcome: 'answered',
  code: 'ok',
  model: 'digits',
  version: 2,
  cold: false,
  totalMs: 3.1,
  instanceId: 'a1',
};
const GATE_LINE: GateLine = {
  event: 'predict call',
  stage: 'gate',
  message: 'a call was refused before it reached its function: sign in',
  time: LINE.time,
  outcome: 'refused',
  code: 'unauthenticated',
  reason: 'SIGN_IN_REQUIRED',
};
const printed = JSON.stringify({ severity: 'INFO', ...LINE });
const entry = { insertId: 'x', jsonPayload: LINE, timestamp: LINE.time, severity: 'INFO' };

async function read(text: string) {
  const file = join(folder, 'log');
  await writeFile(file, text);
  return all(file);
}

async function all(file: string): Promise<LoggedCall[]> {
  const calls: LoggedCall[] = [];
  for await (const call of readCallLog(file)) calls.push(call);
  return calls;
}

it.each([
  ['an array, from gcloud', JSON.stringify([entry, { textPayload: 'started' }], undefined, 2)],
  ['one entry per line, among calls that the gate refused', `${JSON.stringify(GATE_LINE)}\n${printed}\n`],
  ['one entry per line', `${JSON.stringify(entry)}\n{"textPayload":"started"}\n`],
  ['the output of the function', `${printed}\nstarted\n{"event":"warm-up run"}\n`],
  [
    'the output of the emulators',
    `i  functions: Beginning execution of "predict"\n>  ${printed}\n>  {"broken\n`,
  ],
])('reads %s', async (_, text) => {
  expect(await read(text)).toEqual([
    expect.objectContaining({ time: Date.parse(LINE.time), model: 'digits', version: 2, totalMs: 3.1 }),
  ]);
});

it.each([
  ['', /holds no lines of calls: export them with gcloud logging read/],
  ['[]', /holds no lines of calls/],
  ['[{', /is not valid JSON/],
  ['{"event":"warm-up run"}', /holds no lines of calls/],
  [printed.replace('3.1,', '-3,'), /line 1, is not a valid line of a call/],
  [printed.replace('2026-11-28T07', 'yesterday'), /line 1, is not a valid line of a call/],
  [printed.replace('"answered"', '"mark"'), /line 1, is not a valid line of a call/],
])('refuses %j', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

it('reports a missing file', async () => {
  await expect(all(join(folder, 'none'))).rejects.toThrow(/none cannot be read/);
});
