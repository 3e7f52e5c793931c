import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startChild } from './child.ts';

/** True if something listens: a closed port shows that a process has ended, even if no parent has reaped it. */
async function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );
}

/** Runs a script that prints a line when it is ready. */
async function run(script: string) {
  const ready = Promise.withResolvers<string>();
  const child = startChild({ args: ['--eval', script], cwd: '.', env: process.env, onLine: ready.resolve });
  return { child, line: await ready.promise };
}

it('lets a process end itself when it is told to', async () => {
  const { child } = await run(`
    process.on('SIGINT', () => { console.log('bye'); process.exit(3); });
    setInterval(() => {}, 1000); console.log('ready');`);
  await child.stop();
  expect(await child.exited).toBe(3);
  expect(child.output()).toBe('ready\nbye');
});

it('also ends the processes that the process has started', async () => {
  const { child, line } = await run(`
    const { spawn } = require('node:child_process');
    const server = "const server = require('node:http').createServer((_, response) => response.end());" +
      "process.on('SIGINT', () => {}); server.listen(0, '127.0.0.1', () => console.log(server.address().port));";
    spawn(process.execPath, ['--eval', server], { stdio: ['ignore', 'inherit', 'ignore'] });
    setInterval(() => {}, 1000);`);
  expect(await isListening(Number(line))).toBe(true);
  await child.stop();
  expect(await isListening(Number(line))).toBe(false);
});

it('can be stopped after it has ended', async () => {
  const { child } = await run(`console.log('done')`);
  await child.exited;
  await delay(10);
  await child.stop();
  expect(await child.exited).toBe(0);
});
