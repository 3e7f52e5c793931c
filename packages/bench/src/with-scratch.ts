import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Gives `use` a folder that is gone afterwards, also where the process is told to end meanwhile. */
export async function withScratch<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const listener = () => process.exit(code);
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  process.once('exit', remove);
  try {
    return await use(folder);
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    process.off('exit', remove);
    remove();
  }
}
