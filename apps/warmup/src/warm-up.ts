import { inspect } from 'node:util';
import * as logger from 'firebase-functions/logger';
import { projectID } from 'firebase-functions/params';
import { onSchedule } from 'firebase-functions/scheduler';
import { functionsEmulator } from './emulator.ts';
import * as parameters from './parameters.ts';
import { targetUrl } from './target-url.ts';
import { warmTarget } from './warm-target.ts';

/**
 * Calls every target, so that the instance which answers users stays loaded. A run with a target that was not warmed
 * fails as a whole, after all have been tried: the scheduler then retries it.
 */
export const warmUp = onSchedule(
  {
    // Its type knows no parameter; this is how one is written into what the CLI reads.
    schedule: parameters.schedule.toCEL(),
    timeZone: parameters.timeZone,
    region: parameters.region,
    // It makes a few small requests: the least there is, at a fraction of a CPU.
    memory: '256MiB',
    cpu: 'gcf_gen1',
    maxInstances: 1,
    concurrency: 1,
    timeoutSeconds: 120,
    retryCount: 3,
    minBackoffSeconds: 10,
  },
  async () => {
    const host = {
      project: projectID.value(),
      region: parameters.targetRegion.value(),
      emulator: await functionsEmulator(process.env),
    };
    const timeoutMs = parameters.targetTimeoutSeconds.value() * 1000;
    const runs = parameters.targets
      .value()
      .map(async (target) => warm(target, targetUrl(target, host), timeoutMs));
    const results = await Promise.allSettled(runs);

    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const failure of failures) {
      // `stack_trace` is the field that Google's Error Reporting looks for; the causes are in it.
      logger.write({ severity: 'ERROR', message: 'a target was not warmed', stack_trace: inspect(failure) });
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} of ${results.length} targets were not warmed`);
    }
  },
);

async function warm(target: string, url: URL, timeoutMs: number): Promise<void> {
  const { response, roundTripMs } = await warmTarget(url, { timeoutMs });
  const { cold, loadMs, instanceId } = response.timing;
  logger.info(`${target} was ${cold ? 'cold and is warm now' : 'warm'}`, {
    target,
    cold,
    instanceId,
    loadMs,
    roundTripMs,
    models: response.models,
  });
}
