import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnFunction } from '@pilotlight/local-platform';

/** Cost of the first call of a function that does not run yet. */
export interface ColdStart {
  /** From the spawn of the process to the answer. */
  tookMs: number;
  /** Pages of memory that it touched until then. The number hardly depends on what else the machine does. */
  faults: number;
}

/** Starts a function on one processor, and calls it until it answers. */
export async function coldStart(
  { directory, target, env = {} }: { directory: string; target: string; env?: NodeJS.ProcessEnv },
  data: unknown,
): Promise<ColdStart> {
  const body = JSON.stringify({ data });
  const begun = performance.now();
  const server = await spawnFunction({ directory, target, env, processors: 1 });
  try {
    for (;;) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => undefined);
      const text = await response?.text();
      if (response?.ok) return { tookMs: performance.now() - begun, faults: await minorFaults(server.pid) };
      if (response || performance.now() - begun > 60_000) throw new Error(text ?? server.output());
      await delay(1);
    }
  } finally {
    await server.stop();
  }
}

async function minorFaults(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The second field is the program's name in brackets, which may hold anything.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7]);
}
