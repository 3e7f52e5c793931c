import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clone } from '../finding.ts';

/** A clone with two codebases in a folder of its own, for tests. */
export interface TestClone extends Clone, AsyncDisposable {
  write(file: string, content: string | object | Buffer): Promise<void>;
}

export async function createTestClone(project?: string): Promise<TestClone> {
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-clone-'));
  return {
    repository: directory,
    directory,
    project,
    alias: undefined,
    codebases: (['inference', 'warmup'] as const).map((name) => ({
      app: name,
      name,
      source: join(directory, name, 'dist'),
      configDirectory: join(directory, name, 'config'),
      runtime: 'nodejs24',
      ignore: ['Dockerfile', 'node_modules'],
    })),
    page: { directory: join(directory, 'page'), target: 'page', site: undefined, hosting: {} },
    modelsDirectory: join(directory, 'models'),
    async write(file, content) {
      const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
      await mkdir(dirname(join(directory, file)), { recursive: true });
      await writeFile(join(directory, file), isRaw ? content : JSON.stringify(content));
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
