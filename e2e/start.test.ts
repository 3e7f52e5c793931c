import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePorts, REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';

// Runs `npm start`'s program, with its own ports.

interface Start {
  process: ChildProcess;
  output: () => string;
  exited: Promise<unknown>;
}

function start(...args: string[]): Start {
  const child = spawn(process.execPath, [join(REPOSITORY, 'tools/start/src/main.ts'), ...args], {
    cwd: REPOSITORY,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  return { process: child, output: () => printed, exited: once(child, 'exit') };
}

async function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

it('serves the page at the given ports, and leaves no process behind when it is stopped', async () => {
  const ports = await freePorts();
  const url = `http://127.0.0.1:${ports.hosting}`;
  const {
    process: started,
    output,
    exited,
  } = start(
    `--hosting-port=${ports.hosting}`,
    `--functions-port=${ports.functions}`,
    `--hub-port=${ports.hub}`,
    `--logging-port=${ports.logging}`,
  );
  await expect.poll(output).toContain(url);
  expect(await isAnswering(url)).toBe(true);

  started.kill('SIGINT');
  await exited;
  expect(started.exitCode).toBe(0);
  for (const port of Object.values(ports)) expect(await isAnswering(`http://127.0.0.1:${port}`)).toBe(false);
});

it('reports all taken ports at once, and a command with free ones', async () => {
  const { hosting, functions, hub, logging } = await freePorts();
  const others = [hosting, functions].map((port) => createServer().listen(port, '127.0.0.1'));
  await Promise.all(others.map((other) => once(other, 'listening')));
  try {
    const chosen = [`--hub-port=${hub}`, `--logging-port=${logging}`];
    const {
      process: started,
      output,
      exited,
    } = start(`--hosting-port=${hosting}`, `--functions-port=${functions}`, ...chosen);
    await exited;
    expect(started.exitCode).toBe(1);
    expect(output()).toContain(
      `taken by another program: ports ${hosting} (hosting), ${functions} (functions)`,
    );
    const [, page, functionsPort] =
      /npm start -- --hosting-port (\d+) --functions-port (\d+) --hub-port \d+ --logging-port \d+\n/.exec(
        output(),
      ) ?? [];
    expect([hosting, functions]).not.toContain(Number(page));
    expect([hosting, functions]).not.toContain(Number(functionsPort));
  } finally {
    for (const other of others) other.close();
  }
});

it('refuses an invalid port', async () => {
  const { process: started, output, exited } = start('--hosting-port=70000');
  await exited;
  expect(started.exitCode).toBe(1);
  expect(output()).toContain('A port is a whole number from 1 to 65535.');
});
