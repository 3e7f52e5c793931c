import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { GoogleStandIn, HostingVersion } from '@pilotlight/google-stand-in';
import getPort from 'get-port';
import superstatic from 'superstatic';

/** The page as it was uploaded, served. */
export interface ServedPage {
  url: string;
  files: number;
  /** As they travel: gzipped. */
  bytes: number;
  stop(): Promise<void>;
}

/**
 * Serves the files of a version by the rules that Hosting was given, with the program that the Firebase CLI itself has
 * for that, and the reserved address that tells the page which project it belongs to.
 */
export async function servePage(
  { files, config }: HostingVersion,
  { hosting, id }: GoogleStandIn['project'],
  directory: string,
): Promise<ServedPage> {
  let bytes = 0;
  for (const [path, hash] of Object.entries(files)) {
    const content = hosting.contents.get(hash) ?? Buffer.alloc(0);
    bytes += content.length;
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), gunzipSync(content));
  }
  const serve = superstatic.default({
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
  });
  const server = createServer((request, response) => {
    if (request.url === '/__/firebase/init.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ projectId: id }));
      return;
    }
    const otherwise = () => {
      response.statusCode = 404;
      response.end();
    };
    // Its type also allows for handlers of errors, which take one more.
    Reflect.apply(serve, undefined, [request, response, otherwise]);
  });
  const port = await getPort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    files: Object.keys(files).length,
    bytes,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
