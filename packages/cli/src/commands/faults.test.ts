import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PILOTLIGHT, runPilotlight } from '../testing/run-pilotlight.ts';

const DENSE = join(import.meta.dirname, '../../../model-runtime/fixtures/dense/tfjs-graph');
const DIGITS = join(import.meta.dirname, '../../../../models/digits/1');

let folder: string;
let models: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-faults-'));
  models = join(folder, 'models');
});
// After those of a suite within.
afterEach(() => rm(folder, { recursive: true, force: true }));

const arguments_ = (path: string, name = 'm') => ['add', path, '--name', name, '--models', models];
const add = (path: string, name?: string) => runPilotlight(arguments_(path, name), { NODE_OPTIONS: '' });

/** Lists a folder, at any depth. */
const everything = (path: string) => readdir(path, { recursive: true }).catch(() => []);

/** Returns what a failed command leaves: one plain sentence, the exit code, and nothing in the folder. */
async function refusal({ status, stderr }: Pick<ReturnType<typeof add>, 'status' | 'stderr'>) {
  const left = (await everything(folder)).filter((name) => name !== 'models');
  return { stderr, status, left };
}
const refusedWith = (sentence: string) => ({
  stderr: expect.stringMatching(new RegExp(`^pilotlight: [^\\n]*${sentence}[^\\n]*\\n$`)),
  status: 1,
  left: [],
});

/** True if this process may mount: as root on Linux, in most containers. */
function mayMount(): boolean {
  const probe = spawnSync('sh', [
    '-c',
    'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s',
  ]);
  return probe.status === 0;
}

function mount(options: string): void {
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status).toBe(0);
}

const canMount = mayMount();
if (!canMount) console.warn('disks that are full or read-only are skipped: this user may not mount any');

describe.skipIf(!canMount)('on a disk of its own', () => {
  afterEach(() => void spawnSync('umount', ['-l', folder]));

  // Too small for the manifest, the weights and the snapshot.
  it.each(['8k', '400k', '800k'])(
    'of %s says that it is full, wherever that shows',
    async (size) => {
      mount(`size=${size}`);
      expect(await refusal(add(DIGITS))).toEqual(
        refusedWith(String.raw`no space left on .*disk.*: free space`),
      );
    },
    60_000,
  );

  it('that is read-only says so', async () => {
    mount('ro');
    expect(await refusal(add(DENSE))).toEqual(
      refusedWith(String.raw`the disk of .*models is read-only: choose another place`),
    );
  });

  it('that goes away meanwhile says so, and writes nothing into what is below it', async () => {
    mount('size=20m');
    const running = spawn(process.execPath, [PILOTLIGHT, ...arguments_(DIGITS)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    running.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(running, 'close');
    await waitForWork();
    running.kill('SIGSTOP');
    expect(spawnSync('umount', ['-l', folder]).status).toBe(0);
    running.kill('SIGCONT');
    expect(await ended).toEqual([1, null]);
    expect(said).toMatch(/^pilotlight: [^\n]+\n$/);
    expect((await everything(folder)).filter((name) => name !== 'models')).toEqual([]);
  });
});

it.skipIf(process.getuid?.() !== 0 || spawnSync('setpriv', ['--version']).status !== 0)(
  'says that a folder may not be written',
  async () => {
    await mkdir(models);
    await chmod(folder, 0o755);
    const nobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups', process.execPath];
    const refused = spawnSync('setpriv', [...nobody, PILOTLIGHT, ...arguments_(DENSE)], { encoding: 'utf8' });
    expect(await refusal(refused)).toEqual(
      refusedWith(String.raw`no permission to read or write .*models: check its owner`),
    );
  },
);

it('refuses a model with a symbolic link in it', async () => {
  const model = join(await mkdtemp(join(tmpdir(), 'pilotlight-linked-')), 'model');
  onTestFinished(() => rm(join(model, '..'), { recursive: true, force: true }));
  await cp(join(DENSE, '../../conv/saved_model'), model, { recursive: true });
  await mkdir(join(model, 'assets'));
  await symlink('/etc/hostname', join(model, 'assets/x'));
  expect(await refusal(add(model))).toEqual(refusedWith(String.raw`assets\/x is a symbolic link`));
});

/** Waits until a command works in the folder of all models. */
async function waitForWork(before: readonly string[] = []): Promise<void> {
  for (let waited = 0; waited < 25_000; waited += 10) {
    const names = await readdir(models).catch(() => []);
    if (names.some((name) => name.startsWith('.adding-') && !before.includes(name))) return;
    await delay(10);
  }
  throw new Error('the command has not begun');
}

function begin(path: string, name?: string): ChildProcess {
  const running = spawn(process.execPath, [PILOTLIGHT, ...arguments_(path, name)], { stdio: 'ignore' });
  onTestFinished(() => void running.kill('SIGKILL'));
  return running;
}

it('removes the leftovers of a killed command, and no files of one that still runs', async () => {
  const killed = begin(DIGITS, 'killed');
  await waitForWork();
  killed.kill('SIGKILL');
  await once(killed, 'close');
  const left = (await readdir(models)).filter((name) => name.startsWith('.')).toSorted();
  expect(left).toEqual([expect.stringMatching(/^\.adding-/), '.killed-1.lock']);

  const running = begin(DIGITS, 'running');
  await waitForWork(left);
  running.kill('SIGSTOP');
  const work = (await readdir(models)).find((name) => name.startsWith('.adding-') && !left.includes(name));
  expect(add(DENSE, 'other').status).toBe(0);
  expect(await readdir(models)).toContain(work);
  running.kill('SIGCONT');
  expect(await once(running, 'close')).toEqual([0, null]);
  expect((await readdir(models)).toSorted()).toEqual(['other', 'running']);
});

it('adds one model for two commands with one output, and refuses the other', async () => {
  const first = begin(DIGITS);
  await waitForWork();
  first.kill('SIGSTOP');
  const second = add(DENSE);
  expect(second.stderr).toBe(
    `pilotlight: version 1 of m is being written by another command (process ${first.pid}): wait until that is done; ` +
      `if nothing runs, delete ${join(models, '.m-1.lock')}\n`,
  );
  expect(second.status).toBe(1);
  first.kill('SIGCONT');
  expect(await once(first, 'close')).toEqual([0, null]);
  expect(await readdir(models)).toEqual(['m']);
  expect(add(DENSE).status).toBe(0);
  expect((await readdir(join(models, 'm'))).toSorted()).toEqual(['1', '2']);
});
