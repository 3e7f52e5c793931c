import { setTimeout as delay } from 'node:timers/promises';
import { type FunctionProcess, spawnFunction } from '@pilotlight/local-platform';
import { peakMiB } from '@pilotlight/model-runtime/measure';
import { endAtExit } from './at-exit.ts';
import { makeMemoryGroup } from './memory-group.ts';

const READY_TIMEOUT_MS = 30_000;

/** A function in a process with no more memory than on the platform. */
export interface LimitedFunction extends FunctionProcess, AsyncDisposable {
  /** True if the system ends the process when it exceeds its memory; otherwise only {@link peakMiB} shows it. */
  isHeld: boolean;
  /** Returns the most memory that the process has held since its start, in MiB. */
  peakMiB: () => Promise<number | undefined>;
}

/** Starts `predict` of a deployable folder as Cloud Run starts it in an instance of this size. */
export async function startLimited({
  directory,
  env,
  limitMiB,
}: {
  directory: string;
  env: NodeJS.ProcessEnv;
  limitMiB: number;
}): Promise<LimitedFunction> {
  const group = await makeMemoryGroup(limitMiB);
  const start = () =>
    spawnFunction({
      directory,
      target: 'predict',
      // Cloud Build gives V8 three quarters of the memory.
      env: { ...env, NODE_OPTIONS: `--max-old-space-size=${(limitMiB * 3) / 4}` },
    });
  const started = await (group ? group.within(start) : start());
  const atExit = endAtExit(started.pid);
  const limited: LimitedFunction = {
    ...started,
    isHeld: group !== undefined,
    peakMiB: () => peakMiB(started.pid),
    async [Symbol.asyncDispose]() {
      await started.stop();
      atExit[Symbol.dispose]();
      await group?.[Symbol.asyncDispose]();
    },
  };
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await isListening(started.url))) {
    if (performance.now() > deadline) {
      await limited[Symbol.asyncDispose]();
      throw new Error(`predict does not listen; its output:\n${started.output()}`);
    }
    await delay(20);
  }
  return limited;
}

function isListening(url: string): Promise<boolean> {
  return fetch(url, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  );
}
