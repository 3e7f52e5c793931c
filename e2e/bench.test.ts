import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';

const PILOTLIGHT = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');

// It builds and starts the deployable folder, and folders beside it that differ in one thing each.
it('pilotlight bench measures the served model, and the same function without it', async () => {
  const command = [PILOTLIGHT, 'bench', 'digits', '--runs', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  const { model, parts } = JSON.parse(stdout);
  expect(model).toBe('digits');
  expect(parts.length).toBeGreaterThan(3);
});
