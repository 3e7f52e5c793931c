import { expect, it } from 'vitest';
import { createMutex } from './mutex.ts';

it('runs one task at a time, in order, and continues after a failure', async () => {
  const through = createMutex();
  const log: string[] = [];
  const task =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} out`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    through(task('a')),
    through(task('b', true)),
    through(task('c')),
  ]);
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
