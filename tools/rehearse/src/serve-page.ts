import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { GoogleStandIn, HostingVersion } from '@pilotlight/google-stand-in';
import getPort from 'get-port';
import { server } from 'superstatic';
import { PROTECTIONS } from './check-page.ts';

/** The uploaded page, served. */
export interface ServedPage {
  url: string;
  files: number;
  /** Bytes as transferred: gzipped. */
  bytes: number;
  /** Protective headers of the page's first file. */
  headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Serves the files of a version by the rules that Hosting was given. It uses the Firebase CLI's own program for that,
 * and the reserved address that tells the page its project.
 */
export async function servePage(
  { files, config }: HostingVersion,
  { hosting, id }: GoogleStandIn['project'],
  directory: string,
): Promise<ServedPage> {
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  };
  let bytes = 0;
  for (const [path, hash] of Object.entries(files)) {
    const content = hosting.contents.get(hash) ?? Buffer.alloc(0);
    bytes += content.length;
    await write(path, gunzipSync(content));
  }
  await write('/__/firebase/init.json', JSON.stringify({ projectId: id }));

  const port = await getPort();
  const listening = server({
    port,
    hostname: '127.0.0.1',
    cwd: directory,
    compression: false,
    config: {
      public: '.',
      headers: (config.headers ?? []).map((rule) => ({
        source: rule.glob ?? '',
        headers: Object.entries(rule.headers).map(([key, value]) => ({ key, value })),
      })),
      rewrites: (config.rewrites ?? []).map(({ glob, path }) => ({
        source: glob ?? '',
        destination: path ?? '',
      })),
    },
  }).listen(port);
  await once(listening, 'listening');
  const url = `http://127.0.0.1:${port}`;
  const { headers } = await fetch(url);
  return {
    url,
    files: Object.keys(files).length,
    bytes,
    headers: Object.fromEntries(
      PROTECTIONS.flatMap((name) => [headers.get(name) ?? []].flat().map((value) => [name, value])),
    ),
    async stop() {
      const closed = once(listening, 'close');
      listening.close();
      listening.closeAllConnections();
      await closed;
    },
  };
}
