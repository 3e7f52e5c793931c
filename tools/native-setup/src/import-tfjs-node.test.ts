import { expect, it, vi } from 'vitest';
import { AddonUnavailableError } from './addon-unavailable-error.ts';
import { importTfjsNode } from './import-tfjs-node.ts';

vi.mock('@pilotlight/model-runtime/tfjs-node', () => ({
  importTfjsNode: () => Promise.reject(new Error('no addon')),
}));

it('names the command to run when tfjs-node does not load', async () => {
  const error: unknown = await importTfjsNode().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AddonUnavailableError);
  expect(error).toMatchObject({
    message: expect.stringContaining('`npm run native:setup`'),
    cause: expect.any(Error),
  });
});
