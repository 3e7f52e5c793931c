import { expect, it } from 'vitest';
import { commandWithFreePorts } from './command-with-free-ports.ts';

const defaults = { functions: 5001, hosting: 5002, hub: 4400, logging: 4500 };
const free = { functions: 1, hosting: 2, hub: 3, logging: 4 };

it('replaces all taken ports, keeps the chosen ones and leaves out the usual ones', () => {
  const asked = { ...defaults, functions: 8081, logging: 8082 };
  const taken = { functions: 8081, hub: 4400 };
  expect(commandWithFreePorts(asked, { taken, free, defaults })).toBe(
    'npm start -- --functions-port 1 --hub-port 3 --logging-port 8082',
  );
});
