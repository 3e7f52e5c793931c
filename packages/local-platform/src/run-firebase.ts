import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startChild } from './processes/child.ts';
import { REPOSITORY } from './repository.ts';

export interface FirebaseOptions {
  args: readonly string[];
  /** The folder of `firebase.json`; defaults to the repository. */
  directory?: string;
  /** Variables to add to this process's environment. */
  env?: NodeJS.ProcessEnv;
  onLine?: ((line: string) => void) | undefined;
  /** Aborts the command: ends it and all that it started. */
  signal?: AbortSignal | undefined;
}

/** The CLI's exit code, null after a signal, and its output without colors. */
export interface FirebaseRun {
  code: number | null;
  output: string;
}

/** Runs a command of the Firebase CLI to its end. It does not prompt: where it would have to, it fails. */
export async function runFirebase({
  args,
  directory = REPOSITORY,
  env = {},
  onLine,
  signal,
}: FirebaseOptions): Promise<FirebaseRun> {
  signal?.throwIfAborted();
  // The CLI writes its log into its working folder.
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
    // Callers search the output for words, and color codes stand between them.
    return { code, output: stripVTControlCharacters(child.output()) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
