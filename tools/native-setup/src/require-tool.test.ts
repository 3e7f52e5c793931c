import { expect, it } from 'vitest';
import { MissingToolError } from './missing-tool-error.ts';
import { requireTool } from './require-tool.ts';

it('accepts a program that runs', async () => {
  const tool = { file: process.execPath, args: ['--version'], fix: '' };
  await expect(requireTool(tool)).resolves.toBeUndefined();
});

it('names the missing program and what to do', async () => {
  const missing = requireTool({ file: 'no-such-program', args: ['--version'], fix: 'Install it.' });
  await expect(missing).rejects.toThrow(MissingToolError);
  await expect(missing).rejects.toThrow(
    '`no-such-program --version` does not run on this machine. Install it.',
  );
});
