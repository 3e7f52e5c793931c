import { expect, it, vi } from 'vitest';
import { EngineError } from '../../errors/engine-error.ts';
import { importTfjsNode } from './import-tfjs-node.ts';
import { startTfjsNodeEngine } from './tfjs-node-engine.ts';

vi.mock('node:module', () => ({
  createRequire: () => () => {
    throw new Error('no addon');
  },
}));

it.each([
  ['the engine is started', () => startTfjsNodeEngine({ assetPath: String })],
  ['tfjs-node is imported', importTfjsNode],
])('names the command that fixes a missing addon when %s', async (_when, start) => {
  const error: unknown = await start().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EngineError);
  expect(error).toMatchObject({
    engine: 'tfjs-node',
    message: expect.stringContaining('`npm run native:setup`'),
    cause: expect.objectContaining({ message: 'no addon' }),
  });
});
