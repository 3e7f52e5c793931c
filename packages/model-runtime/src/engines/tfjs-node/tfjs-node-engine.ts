import type { Engine, EngineOptions } from '../engine.ts';
import { loadNativeBinding } from './native-binding.ts';
import { loadSavedModel } from './saved-model.ts';

/** TensorFlow.js's own name for tfjs-node's backend. */
const BACKEND = 'tensorflow';

/**
 * Starts native TensorFlow. TensorFlow.js is loaded only for a model in one of its formats.
 *
 * @throws {EngineError} if tfjs-node's native addon is missing or does not load.
 */
export async function startTfjsNodeEngine(_options: EngineOptions): Promise<Engine> {
  const binding = loadNativeBinding();

  return {
    async load(source) {
      if (source.manifest.format === 'saved-model') return loadSavedModel(binding, source);
      const { inTurn } = await import('../tfjs/on-backend.ts');
      const { loadTfjsModel } = await import('../tfjs/load-tfjs-model.ts');
      const { importTfjsNode } = await import('./import-tfjs-node.ts');
      // The import itself switches TensorFlow.js to this backend, perhaps while another engine's model runs.
      await inTurn(importTfjsNode);
      return loadTfjsModel(source, BACKEND);
    },
  };
}
