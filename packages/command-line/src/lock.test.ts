import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CommandError } from './command-error.ts';
import { lockBeside, sweepLocks, withLock } from './lock.ts';
import { deadOwner } from './testing/dead-owner.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const out = () => ({ lock: lockBeside(join(folder, 'out')), what: 'out' });

it('is held by one process at a time, and removed afterwards', async () => {
  const given = await withLock(out(), async () => {
    expect(await readdir(folder)).toEqual(['.out.lock']);
    const second = withLock(out(), async () => 'never');
    await expect(second).rejects.toThrow(CommandError);
    await expect(second).rejects.toThrow(`out is being written by another command (process ${process.pid})`);
    return 'mine';
  });
  expect(given).toBe('mine');
  await expect(withLock(out(), () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(await readdir(folder)).toEqual([]);
});

it('does not count if its process was killed', async () => {
  await writeFile(out().lock, deadOwner());
  expect(await withLock(out(), async () => 'mine')).toBe('mine');
  await writeFile(out().lock, '');
  await expect(withLock(out(), async () => 'mine')).rejects.toThrow('is being written');
  await utimes(out().lock, 0, 0);
  expect(await withLock(out(), async () => 'mine')).toBe('mine');
  expect(await readdir(folder)).toEqual([]);
});

it('is taken by only one of twenty processes that find the lock of a killed one', async () => {
  await writeFile(out().lock, deadOwner());
  const script = `
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    process.stdout.write('ready');
    process.stdin.once('data', () =>
      withLock(${JSON.stringify(out())}, () => new Promise((end) => (console.log('held'), process.stdin.once('end', end))))
        .catch(({ name }) => console.log(name)).finally(() => process.exit()));`;
  const processes = Array.from({ length: 20 }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const said = processes.map(() => '');
  for (const [at, { stdout }] of processes.entries())
    stdout.on('data', (chunk: Buffer) => (said[at] += chunk.toString()));
  await Promise.all(processes.map(({ stdout }) => once(stdout, 'data')));
  const ends = processes.map((one) => once(one, 'close'));
  for (const { stdin } of processes) stdin.write('go');
  await vi.waitFor(() => expect(said.filter((text) => /held|Error/.test(text))).toHaveLength(20), 120_000);
  expect(said.filter((text) => text.includes('held'))).toHaveLength(1);
  for (const { stdin } of processes) stdin.end();
  await Promise.all(ends);
  expect(said.filter((text) => text.includes('CommandError'))).toHaveLength(19);
});

it('is swept if no process holds it', async () => {
  await writeFile(join(folder, '.old.lock'), deadOwner());
  await withLock(out(), async () => {
    await sweepLocks(folder);
    expect(await readdir(folder)).toEqual(['.out.lock']);
  });
});
