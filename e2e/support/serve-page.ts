import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts, REPOSITORY } from '@pilotlight/local-platform';
import { server } from 'superstatic';

/** A rule of `firebase.json` that sets the headers of files. */
interface HeaderRule {
  source: string;
  headers: { key: string; value: string }[];
}

export async function headerRules(): Promise<HeaderRule[]> {
  const { hosting }: { hosting: { headers: HeaderRule[] } } = JSON.parse(
    await readFile(join(REPOSITORY, 'firebase.json'), 'utf8'),
  );
  return hosting.headers;
}

/** Serves a built page as Hosting does: with the headers of `firebase.json`, and the description of its project. */
export async function servePage(
  directory: string,
  project: object,
): Promise<{ url: string } & AsyncDisposable> {
  await writeFile(join(directory, 'init.json'), JSON.stringify(project));
  return serveFolder(directory, {
    headers: await headerRules(),
    rewrites: [{ source: '/__/firebase/init.json', destination: '/init.json' }],
  });
}

/**
 * Serves a folder of files.
 *
 * @param config superstatic's settings, and those that `hosting` may have in a `firebase.json`.
 */
export async function serveFolder(
  directory: string,
  config: object = {},
): Promise<{ url: string } & AsyncDisposable> {
  const { hosting: port } = await freePorts();
  const listening = server({
    port,
    hostname: '127.0.0.1',
    cwd: directory,
    compression: false,
    config: { public: '.', ...config },
  }).listen(port);
  await once(listening, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(listening, 'close');
      listening.close();
      listening.closeAllConnections();
      await closed;
    },
  };
}
