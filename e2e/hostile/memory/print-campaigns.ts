import { campaigns, run } from './campaign.ts';
import { isProper, type Outcome } from './storm.ts';

/**
 * Sends heavy inputs to functions of each size, `times` at once, and prints the outcomes.
 *
 * @returns true if all processes survived within their memory and answered every request, and the small calls
 *   correctly.
 */
export async function printCampaigns(sizes: readonly number[], times: number): Promise<boolean> {
  let isGood = true;
  for (const memoryMiB of sizes) {
    for (const campaign of campaigns()) {
      const { outcomes, goodCalls, peakMiB, isHeld } = await run(campaign, { memoryMiB, times });
      console.log(
        `\n${campaign.name}, ${memoryMiB} MiB, ${times} at a time${isHeld ? '' : ' (this system cannot limit the memory of a process)'}`,
      );
      for (const { name } of campaign.inputs) console.log(describe(name, outcomes));
      const { ms, wrong } = goodCalls;
      const at = (share: number) =>
        ms.toSorted((a, b) => a - b)[Math.floor(share * (ms.length - 1))]?.toFixed(0);
      console.log(
        `${ms.length} small calls meanwhile: ${wrong.length} wrong; p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`,
      );
      for (const each of new Set(wrong)) console.log(`  ${each}`);
      console.log(
        peakMiB === undefined
          ? 'memory: the process has ENDED'
          : `memory: ${peakMiB.toFixed(0)} of ${memoryMiB} MiB at most`,
      );
      isGood &&=
        peakMiB !== undefined && peakMiB < memoryMiB && wrong.length === 0 && outcomes.every(isProper);
    }
  }
  return isGood;
}

function describe(name: string, outcomes: readonly Outcome[]): string {
  const of = outcomes.filter(({ input }) => input === name);
  const counts = Object.entries(Object.groupBy(of, (outcome) => kindOf(outcome)));
  const said = counts.map(([kind, all = []]) => `${all.length} x ${kind}`).join(', ');
  const slowest = Math.max(...of.map(({ ms }) => ms));
  return `  ${name.padEnd(36)} ${said}; ${(slowest / 1000).toFixed(1)} s`;
}

function kindOf(outcome: Outcome): string {
  if (!isProper(outcome)) return `NO ANSWER (${outcome.status ?? outcome.text})`;
  const { error }: { error?: { status: string; details?: { reason?: string } } } = JSON.parse(outcome.text);
  return error ? `${outcome.status} ${error.details?.reason ?? error.status}` : '200';
}
