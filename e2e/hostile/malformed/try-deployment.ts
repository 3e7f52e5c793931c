import { readCodebase } from '@pilotlight/local-platform';
import { loggedLines } from '../../support/logged-lines.ts';
import { startLimited } from '../process/limited-function.ts';
import type { Deployment } from './deployments.ts';
import { type MalformedResult, runMalformed } from './run-malformed.ts';

const MEMORY_MIB = 256;

/** Lines of a log are ours: short, and of these. */
const SEVERITIES: ReadonlySet<unknown> = new Set(['DEBUG', 'INFO', 'WARNING']);
const MAX_LINE = 2000;

export interface DeploymentResult extends MalformedResult {
  /** The most memory that the process held; undefined where it has not survived. */
  peakMiB: number | undefined;
  /** Lines of its log that are not such as we write. */
  oddLines: string[];
}

/** Sends malformed requests to a deployment, in a process that may have no more memory than it would have there. */
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
