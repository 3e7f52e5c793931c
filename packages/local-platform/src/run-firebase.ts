import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startChild } from './processes/child.ts';
import { REPOSITORY } from './repository.ts';

export interface FirebaseOptions {
  args: readonly string[];
  /** The folder of `firebase.json`; the repository unless said. */
  directory?: string;
  /** What the CLI finds in its environment besides what is in this one. */
  env?: NodeJS.ProcessEnv;
  onLine?: ((line: string) => void) | undefined;
  /** Ends it, and what it started, before it has done. */
  signal?: AbortSignal | undefined;
}

/** What the CLI ended with, null after a signal, and what it printed, without colors. */
export interface FirebaseRun {
  code: number | null;
  output: string;
}

/** Runs a command of the Firebase CLI to its end. It asks no questions: what it cannot decide, it fails for. */
export async function runFirebase({
  args,
  directory = REPOSITORY,
  env = {},
  onLine,
  signal,
}: FirebaseOptions): Promise<FirebaseRun> {
  signal?.throwIfAborted();
  // It leaves its log in the folder that it runs in.
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-firebase-'));
  try {
    const child = startChild({
      args: [
        join(REPOSITORY, 'node_modules/firebase-tools/lib/bin/firebase.js'),
        ...args,
        `--config=${join(directory, 'firebase.json')}`,
        '--non-interactive',
      ],
      cwd: scratch,
      env: { ...process.env, ...env },
      ...(onLine ? { onLine } : {}),
    });
    const stop = () => void child.stop();
    signal?.addEventListener('abort', stop);
    const code = await child.exited;
    signal?.removeEventListener('abort', stop);
    // It is read for what happened, and colors stand between the words.
    return { code, output: stripVTControlCharacters(child.output()) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
