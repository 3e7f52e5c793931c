import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { writeFramework } from './write-framework.ts';

let codebase: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  codebase = await mkdtemp(join(tmpdir(), 'pilotlight-drain-'));
  await writeFramework(codebase);
  await writeFile(join(codebase, 'package.json'), '{"main": "index.cjs"}');
  await writeFile(
    join(codebase, 'index.cjs'),
    `exports.answer = (request, response) => setTimeout(() => response.json(request.body), request.body.ms);`,
  );
});
afterEach(() => running?.kill('SIGKILL'));
afterAll(() => rm(codebase, { recursive: true, force: true }));

async function start() {
  const port = await getPort();
  const child = spawn(process.execPath, ['functions-framework/main.cjs'], {
    cwd: codebase,
    env: { FUNCTION_TARGET: 'answer', FUNCTION_SIGNATURE_TYPE: 'http', PORT: String(port) },
  });
  running = child;
  const url = `http://127.0.0.1:${port}`;
  const ask = async (ms: number) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ms }),
    });
    const { ms: waited, error }: { ms?: number; error?: { status: string } } = JSON.parse(
      await response.text(),
    );
    return { connection: response.headers.get('connection'), ms: waited, error: error?.status };
  };
  while (!(await ask(0).catch(() => undefined))) await delay(20);
  return { child, ask, exited: once(child, 'exit') };
}

it('answers the calls in flight on SIGTERM, takes no new ones, and ends', async () => {
  const { child, ask, exited } = await start();
  const inFlight = Array.from({ length: 16 }, (_, n) => ask(400 + 20 * n));
  await delay(200);
  const begun = performance.now();
  child.kill('SIGTERM');
  await delay(100);
  await expect(ask(0)).rejects.toThrow('fetch failed');
  const answers = await Promise.all(inFlight);
  expect(answers.map(({ ms }) => ms)).toEqual(Array.from({ length: 16 }, (_, n) => 400 + 20 * n));
  expect(new Set(answers.map(({ connection }) => connection))).toEqual(new Set(['close']));
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(5000);
});

it('ends at once if no call is in flight, even with open connections', async () => {
  const { child, exited } = await start();
  const begun = performance.now();
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(2000);
});

it('ends before the platform would end it, and tells the callers that still wait', async () => {
  const { child, ask, exited } = await start();
  const unanswered = ask(60_000);
  await delay(200);
  const begun = performance.now();
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(await unanswered).toMatchObject({ error: 'UNAVAILABLE', connection: 'close' });
});

it('ends at once when a developer stops it', async () => {
  const { child, ask, exited } = await start();
  void ask(60_000).catch(() => undefined);
  await delay(200);
  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
});

it('answers a request on an idle connection after the process was blocked for long', async () => {
  const { child, ask } = await start();
  await ask(0);
  await delay(500);
  child.kill('SIGSTOP');
  const asked = ask(1);
  await delay(6000);
  child.kill('SIGCONT');
  expect(await asked).toMatchObject({ ms: 1 });
});
