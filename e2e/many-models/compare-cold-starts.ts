import { join } from 'node:path';
import { formatTable } from '@pilotlight/command-line/format-table';
import { REPOSITORY } from '@pilotlight/local-platform';
import { median } from '@pilotlight/statistics/median';
import type { Built } from './built.ts';
import { coldStart } from './cold-start.ts';
import { FEATURES } from './small-network.ts';
import { nameOf } from './write-models.ts';

/** Pages that a cold start with many models may touch more than with one, as a share of a hello world's. */
const MAX_MORE = 0.02;

/** Prints what cold starts take with many models, with one, and with none. Returns the problems found. */
export async function compareColdStarts(
  { many, single, models }: { many: Built; single: Built; models: number },
  starts: number,
): Promise<string[]> {
  const hello = { directory: join(REPOSITORY, 'bench/contenders/hello-world'), target: 'hello' };
  const question = { model: nameOf(0), instances: [Array.from({ length: FEATURES }, () => 1)] };
  const kinds = [
    ['hello world', hello, null],
    ['one model', { ...single, target: 'predict' }, question],
    [`${models} models`, { ...many, target: 'predict' }, question],
  ] as const;
  const measured = kinds.map(([name]) => ({ name, tookMs: [] as number[], faults: [] as number[] }));
  // In turn, so that other load on the machine affects all alike. The first start of each is not counted.
  for (let run = -1; run < starts; run++) {
    for (const [kind, [, of, data]] of kinds.entries()) {
      const { tookMs, faults } = await coldStart(of, data);
      if (run < 0) continue;
      measured[kind]?.tookMs.push(tookMs);
      measured[kind]?.faults.push(faults);
    }
  }
  const rows = measured.map(({ name, tookMs, faults }) => ({
    name,
    ms: median(tookMs),
    faults: median(faults),
  }));
  const [reference, alone, together] = rows;
  if (!reference || !alone || !together) return ['no cold start was measured'];
  console.log(
    formatTable([
      ['cold start', 'first answer, ms', 'of hello world', 'pages touched', 'of hello world'],
      ...rows.map(({ name, ms, faults }) => [
        name,
        ms.toFixed(0),
        (ms / reference.ms).toFixed(3),
        String(faults),
        (faults / reference.faults).toFixed(3),
      ]),
    ]),
  );
  const more = (together.faults - alone.faults) / reference.faults;
  return more > MAX_MORE
    ? [
        `a cold start with ${models} models touches more pages than with one, by ${more.toFixed(3)} of a hello world's`,
      ]
    : [];
}
