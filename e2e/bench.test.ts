import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { expect, it } from 'vitest';

const PILOTLIGHT = join(REPOSITORY, 'packages/cli/bin/pilotlight.js');

// What it builds and starts is what would be deployed, and folders beside it that differ by one thing each.
it('pilotlight bench measures the model that is served, beside the same without it', async () => {
  const command = [PILOTLIGHT, 'bench', 'digits', '--runs', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  const { model, parts } = JSON.parse(stdout);
  expect(model).toBe('digits');
  expect(parts.length).toBeGreaterThan(3);
});
