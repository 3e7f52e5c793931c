import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual, promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { withEmptyFolder } from './empty-folder.ts';
import { followPage, type Way } from './follow-page.ts';

const run = promisify(execFile);
const ADDRESS = 'http://127.0.0.1:5001/demo-shop/us-central1';
const RELOAD_TIMEOUT_MS = 60_000;

/**
 * Follows the page in a Firebase project with its own function, site and rules: all of these stay, and a model answers
 * beside them.
 */
export function followProjectPage(page: string): Promise<Way> {
  return withEmptyFolder(async (folder) => {
    await cp(join(REPOSITORY, 'examples/existing-project'), folder, { recursive: true });
    await run('git', ['init', '--quiet'], { cwd: folder });
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: join(folder, 'functions'),
    });
    const before = await readJson(folder);
    const seen: string[] = [];
    const seconds = await followPage(page, folder, async (printed) => {
      const described = printed.find((text) => text.includes('"digits"'));
      if (!described) throw new Error(`askModel does not say that it serves digits: ${printed.at(-2)}`);
      seen.push(`askModel: ${described.slice(described.indexOf('{'), described.indexOf('{') + 60)} …`);
      seen.push(`greet, the project's own: ${JSON.stringify(await call('greet', { name: 'Ada' }))}`);
      seen.push(await rehearsed(printed), await addModel(folder));
      const after = await readJson(folder);
      const kept = { ...after, functions: [after.functions].flat()[0] };
      if (!isDeepStrictEqual(kept, before)) throw new Error('init has changed the project’s own settings');
    });
    return { seconds, seen };
  });
}

async function rehearsed(printed: readonly string[]): Promise<string> {
  const report = printed.at(-1) ?? '';
  const line = /Rehearsed in .*/.exec(report)?.[0];
  if (!line || !report.includes('askModel') || report.includes('greet'))
    throw new Error(`the rehearsal covers the wrong functions:\n${report}`);
  return line;
}

/** Adds a model to the clone, and waits until the running emulators serve it. */
async function addModel(folder: string): Promise<string> {
  const clone = join(folder, 'pilotlight');
  const model = join(clone, 'models/digits/1/model.json');
  await run('npx', ['pilotlight', 'add', model, '--name', 'second'], { cwd: clone });
  await run('npm', ['run', 'build'], { cwd: clone });
  const deadline = Date.now() + RELOAD_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const { models } = await call('askModel', { op: 'describe' }).catch(() => ({ models: [] }));
    const names = models.map(({ model: name }: { model: string }) => name);
    if (names.includes('second'))
      return `after \`add\` and \`npm run build\`, askModel serves ${names.join(', ')}`;
    await delay(500);
  }
  throw new Error('the emulators do not serve the added model');
}

async function call(name: string, data: object) {
  const response = await fetch(`${ADDRESS}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data }),
  });
  const { result } = await response.json();
  return result;
}

async function readJson(folder: string) {
  return JSON.parse(await readFile(join(folder, 'firebase.json'), 'utf8'));
}
