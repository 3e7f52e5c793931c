// Measures the processor time of a call's log line: `npm run measure:call-log`. A child process logs many calls into a
// pipe, as on the platform, and as many again with `PREDICT_LOG_PERCENT=0`; the difference is the cost of the line.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { median } from '@pilotlight/model-runtime/measure';
import { logCall } from '../src/log-call.ts';
import { ANSWERED_CALL, requestWith } from '../src/testing/ended-call.ts';

const ROUNDS = 9;
const CALLS = 20_000;

const request = requestWith({ 'content-length': '4210' });
const call = ANSWERED_CALL;

/** Returns microseconds of processor time per call. */
async function round(percent: number): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < CALLS; n++) {
    logCall(call, { request, percent });
    await turn();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

async function logMany(): Promise<number[]> {
  const costs: number[] = [];
  for (let n = 0; n <= ROUNDS; n++) costs.push((await round(100)) - (await round(0)));
  // The first round includes compilation.
  return costs.slice(1);
}

async function measure(): Promise<{ costs: number[]; bytes: number }> {
  const child: ChildProcess = spawn(process.execPath, [import.meta.filename, 'log'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let bytes = 0;
  child.stdout?.on('data', (part: Buffer) => (bytes += part.length));
  const [costs]: number[][] = await once(child, 'message');
  if (child.exitCode === null) await once(child, 'close');
  return { costs: costs ?? [], bytes: bytes / CALLS / (ROUNDS + 1) };
}

if (process.argv[2] === 'log') {
  const costs = await logMany();
  process.send?.(costs, () => process.disconnect());
} else {
  const { costs, bytes } = await measure();
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  console.log(
    `A line takes ${median(costs).toFixed(1)} microseconds of processor time, ${least.toFixed(1)} to ${most.toFixed(1)} in ` +
      `${ROUNDS} rounds of ${CALLS} calls, and ${bytes.toFixed(0)} bytes of log.`,
  );
}
