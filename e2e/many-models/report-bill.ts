import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatTable } from '@pilotlight/command-line/format-table';
import { REPOSITORY } from '@pilotlight/local-platform';

/** The fields of `pilotlight cost --json` that the bill needs. */
interface Costs {
  outcomes: {
    deployment: string;
    policy: { title: string };
    coldShare: number;
    latencyMs: { p50: number; p95: number };
    bill: { dollars: number };
  }[];
}

const CALLS_PER_MODEL_PER_DAY = 20;

/** Prints the bill of one function for each model, and of one for all, as `pilotlight cost` computes them. */
export async function reportBill({
  models,
  modelsMiB,
  serviceMs,
}: {
  models: number;
  modelsMiB: number;
  /** The measured time of a warm prediction, in milliseconds. */
  serviceMs: number;
}): Promise<void> {
  const options = {
    models,
    'calls-per-model-per-day': CALLS_PER_MODEL_PER_DAY,
    'models-mib': modelsMiB,
    'service-time': `${serviceMs.toFixed(1)}ms`,
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(REPOSITORY, 'packages/cli/bin/pilotlight.js'),
      'cost',
      ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
      '--json',
    ],
    { cwd: REPOSITORY, maxBuffer: Infinity },
  );
  const { outcomes }: Costs = JSON.parse(stdout);
  console.log(
    `\n${formatTable([
      ['bill by pilotlight cost', 'kept warm by', 'cold', 'p50, ms', 'p95', '$ a month'],
      ...outcomes.map(({ deployment, policy, coldShare, latencyMs, bill }) => [
        deployment,
        policy.title,
        `${(100 * coldShare).toFixed(1)} %`,
        latencyMs.p50.toFixed(0),
        latencyMs.p95.toFixed(0),
        bill.dollars.toFixed(2),
      ]),
    ])}`,
  );
}
