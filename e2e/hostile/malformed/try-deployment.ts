import { readCodebase } from '@pilotlight/local-platform';
import { loggedLines } from '../../support/logged-lines.ts';
import { startLimited } from '../process/limited-function.ts';
import type { Deployment } from './deployments.ts';
import { type MalformedResult, runMalformed } from './run-malformed.ts';

const MEMORY_MIB = 256;

/** Severities of our own log lines, which are also short. */
const SEVERITIES: ReadonlySet<unknown> = new Set(['DEBUG', 'INFO', 'WARNING']);
const MAX_LINE = 2000;

export interface DeploymentResult extends MalformedResult {
  /** The most memory that the process held, in MiB; undefined if it has ended. */
  peakMiB: number | undefined;
  /** Lines of its log that we do not write. */
  oddLines: string[];
}

/** Sends malformed requests to a deployment, in a process with no more memory than on the platform. */
export async function tryDeployment(
  { build, env: setting = {}, target, good }: Deployment,
  { seed, count, onSent }: { seed: number; count: number; onSent?: () => void },
): Promise<DeploymentResult> {
  await using deployable = await build(MEMORY_MIB);
  const { env } = await readCodebase('inference');
  await using predict = await startLimited({
    directory: deployable.directory,
    env: { ...env, ...setting },
    limitMiB: MEMORY_MIB,
  });
  const ask = good();
  await ask(predict.url);
  const result = await runMalformed(predict, {
    target,
    seed,
    count,
    good: () => ask(predict.url),
    ...(onSent ? { onSent } : {}),
  });
  const hasEnded = await Promise.race([predict.exited.then(() => true), Promise.resolve(false)]);
  return {
    ...result,
    peakMiB: hasEnded ? undefined : await predict.peakMiB(),
    oddLines: loggedLines(predict.output())
      .filter((line) => !SEVERITIES.has(line['severity']) || JSON.stringify(line).length > MAX_LINE)
      .map((line) => JSON.stringify(line).slice(0, 500)),
  };
}
