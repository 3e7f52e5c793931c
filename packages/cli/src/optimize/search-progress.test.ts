import { expect, it } from 'vitest';
import type { PlannedStep } from './plan.ts';
import { createSearchProgress } from './search-progress.ts';

function planned(family: string, ...next: PlannedStep[]): PlannedStep {
  const step = { name: family, makes: 'tfjs-layers-model', take: async () => ({ entry: '' }) } as const;
  return { family, step, next };
}

it('estimates the time left from the times of the same steps, without those that are left out', async () => {
  const lines: string[] = [];
  let clock = 0;
  const [first, second] = [
    planned('prune', planned('auto'), planned('auto')),
    planned('prune', planned('auto')),
  ];
  const progress = createSearchProgress([first, second], {
    say: (line) => lines.push(line),
    now: () => clock,
  });
  const run = (step: PlannedStep | undefined, name: string, minutes: number) =>
    step &&
    progress.during(step, name, async () => {
      clock += minutes * 60_000;
    });
  await run(first, 'prune 60%', 4);
  await run(first.next[0], 'prune 60% + auto', 1);
  await run(first.next[1], 'prune 60% + auto', 1);
  await run(second, 'prune 80%', 4);
  progress.leaveOut(second.next);
  expect(lines).toEqual([
    '1 of 5: prune 60%',
    '2 of 5: prune 60% + auto',
    '3 of 5, about 6 min left: prune 60% + auto',
    '4 of 5, about 5 min left: prune 80%',
  ]);
});
