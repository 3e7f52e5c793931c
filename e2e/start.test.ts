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

it('reports a taken port at once, and how to use another', async () => {
  const { hosting } = await freePorts();
  const other = createServer();
  other.listen(hosting, '127.0.0.1');
  await once(other, 'listening');
  try {
    const { process: started, output, exited } = start(`--hosting-port=${hosting}`);
    await exited;
    expect(started.exitCode).toBe(1);
    expect(output()).toContain(`port ${hosting}, needed for hosting, is taken by another program`);
    expect(output()).toContain('npm start -- --help');
  } finally {
    other.close();
  }
});

it('refuses an invalid port', async () => {
  const { process: started, output, exited } = start('--hosting-port=70000');
  await exited;
  expect(started.exitCode).toBe(1);
  expect(output()).toContain('A port is a whole number from 1 to 65535.');
});
