import { stepsBar } from '@pilotlight/command-line/steps-bar';
import { DEPLOYMENTS } from './deployments.ts';
import { outcomesTable } from './outcomes-table.ts';
import { tryDeployment } from './try-deployment.ts';

/**
 * Sends malformed requests to each deployment in turn, and prints the answers.
 *
 * @param requests the total.
 *
 * @returns true if all answers were those of a callable function, from processes that survived.
 */
export async function printMalformed(requests: number, seed: number): Promise<boolean> {
  const count = Math.ceil(requests / DEPLOYMENTS.length);
  let isGood = true;
  for (const deployment of DEPLOYMENTS) {
    const bar = stepsBar(count, 'requests');
    const result = await tryDeployment(deployment, { seed, count, onSent: () => bar.increment() }).finally(
      () => bar.stop(),
    );
    const { outcomes, faults, peakMiB, oddLines } = result;
    console.log(`\n${deployment.name}: ${count} malformed requests of seed ${seed}`);
    console.log(outcomesTable(outcomes));
    console.log(
      peakMiB === undefined ? 'memory: the process has ENDED' : `memory: ${peakMiB.toFixed(0)} MiB at most`,
    );
    console.log(`${faults.length} wrong answers; ${oddLines.length} odd lines in the log`);
    for (const { kind, number, what, request } of faults) {
      console.log(`\n${kind}, request ${number}: ${what}\n${JSON.stringify(request)}`);
    }
    for (const line of oddLines) console.log(line);
    isGood &&= peakMiB !== undefined && faults.length === 0 && oddLines.length === 0;
  }
  return isGood;
}
