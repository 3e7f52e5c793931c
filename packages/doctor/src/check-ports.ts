import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Clone, Finding } from './finding.ts';

const emulatorsSchema = v.object({
  emulators: v.record(v.string(), v.union([v.object({ port: v.number() }), v.unknown()])),
});

/** Checks that the emulators' ports are free. Only `npm start` needs them; a deploy does not. */
export async function checkPorts({ repository }: Pick<Clone, 'repository'>): Promise<Finding[]> {
  const subject = 'Ports';
  const { emulators } = v.parse(
    emulatorsSchema,
    JSON.parse(await readFile(join(repository, 'firebase.json'), 'utf8')),
  );
  const ports = Object.entries(emulators).flatMap(([name, emulator]) =>
    v.is(v.object({ port: v.number() }), emulator) ? [{ name, port: emulator.port }] : [],
  );
  const taken: string[] = [];
  for (const { name, port } of ports) if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length === 0) {
    return [{ subject, verdict: 'good', message: `${ports.map(({ port }) => port).join(', ')} are free` }];
  }
  return [
    {
      subject,
      verdict: 'warning',
      message: `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} taken by another program`,
      why: 'npm start needs these ports; nothing else does',
      fix: 'npm start -- --help shows how to use other ports',
    },
  ];
}

async function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  return promise;
}
