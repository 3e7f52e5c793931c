import { expect, it } from 'vitest';
import { createDiscoveryClock } from './discovery.ts';

it('measures from the line that begins a codebase to the CLI’s next line', () => {
  let now = 0;
  const clock = createDiscoveryClock(() => now);
  const say = (at: number, line: string) => {
    now = at;
    clock.onLine(line);
  };
  say(0, 'i  functions: preparing codebase a for deployment');
  say(10, 'i  functions: Loading and analyzing source code for codebase a to determine what to deploy');
  say(250, 'i  functions: Loading and analyzing source code for codebase b to determine what to deploy');
  say(300, 'i  functions: Loaded environment variables');
  say(900, 'i  extensions: ensuring');
  expect([clock.took('a'), clock.took('b'), clock.took('c')]).toEqual([240, 50, undefined]);
});
