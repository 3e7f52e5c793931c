import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small Firebase project in its own folder, for tests: two codebases of one function each, and a page. */
export interface TestSite extends AsyncDisposable {
  readonly directory: string;
  write(file: string, content: string | object): Promise<void>;
}

const callable = { platform: 'gcfv2', entryPoint: 'predict', callableTrigger: {}, region: ['us-central1'] };
const schedule = {
  platform: 'gcfv2',
  entryPoint: 'warmUp',
  scheduleTrigger: { schedule: 'every 5 minutes', timeZone: 'Etc/UTC' },
  region: ['us-central1'],
};

export async function createTestSite(): Promise<TestSite> {
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-site-'));
  const write = async (file: string, content: string | object) => {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  await write('.firebaserc', { projects: { default: 'demo-site' } });
  await write('firebase.json', {
    functions: [
      { codebase: 'inference', source: 'inference', runtime: 'nodejs24' },
      { codebase: 'warmup', source: 'warmup', runtime: 'nodejs24' },
    ],
    hosting: { public: 'page' },
  });
  await write('page/index.html', '<h1>Hello</h1>');
  for (const [codebase, endpoints] of Object.entries({
    inference: { predict: callable },
    warmup: { warmUp: schedule },
  })) {
    await write(`${codebase}/package.json`, { name: codebase, main: 'index.js', engines: { node: '24' } });
    await write(`${codebase}/index.js`, `exports.version = 1;`);
    await write(`${codebase}/functions.yaml`, { specVersion: 'v1alpha1', endpoints, requiredAPIs: [] });
  }
  return { directory, write, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}
