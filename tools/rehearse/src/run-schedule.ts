import { setTimeout as delay } from 'node:timers/promises';
import type { CloudFunction } from '@pilotlight/google-stand-in';
import { type FunctionProcess, startFunction } from '@pilotlight/local-platform';
import { functionOptions } from './function-options.ts';
import type { Problem } from './problem.ts';

const LOG_TIMEOUT_MS = 5000;

/**
 * Calls the scheduled function as the scheduler does, with the running `predict` in place of the one in the cloud. Its
 * log shows whether it warmed `predict`.
 */
export async function runSchedule(
  deployed: CloudFunction,
  directory: string,
  predictUrl: string,
): Promise<Problem[]> {
  const targets = { WARM_UP_TARGETS: JSON.stringify([predictUrl]) };
  const warmUp = await startFunction(functionOptions(deployed, directory, targets));
  try {
    const headers = { 'x-cloudscheduler': 'true' };
    const { ok, status } = await fetch(warmUp.url, { method: 'POST', headers });
    if (ok && (await isLogged(warmUp))) return [];
    return [
      { where: 'warmUp', problem: `a scheduled run does not warm predict (${status}): ${warmUp.output()}` },
    ];
  } finally {
    await warmUp.stop();
  }
}

/** True once the function has logged the run: logs are written after the answer. */
async function isLogged(warmUp: FunctionProcess): Promise<boolean> {
  const deadline = Date.now() + LOG_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (/was (cold and is warm now|warm)/.test(warmUp.output())) return true;
    await delay(20);
  }
  return false;
}
