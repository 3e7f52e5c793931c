import type { Engine, EngineOptions } from '../engine.ts';
import { loadNativeBinding } from './native-binding.ts';
import { loadSavedModel } from './saved-model.ts';

/** TensorFlow.js's own name of the backend that tfjs-node brings. */
const BACKEND = 'tensorflow';

/**
 * Starts native TensorFlow. TensorFlow.js comes around it only when a model is in one of its formats.
 *
 * @throws {EngineError} where tfjs-node's native addon is not there or does not load.
 */
export async function startTfjsNodeEngine(_options: EngineOptions): Promise<Engine> {
  const binding = loadNativeBinding();

  return {
    async load(source) {
      if (source.manifest.format === 'saved-model') return loadSavedModel(binding, source);
      const { inTurn } = await import('../tfjs/on-backend.ts');
      const { loadTfjsModel } = await import('../tfjs/load-tfjs-model.ts');
      const { importTfjsNode } = await import('./import-tfjs-node.ts');
      // The import itself switches TensorFlow.js to this backend, perhaps under a model of another engine that runs.
      await inTurn(importTfjsNode);
      return loadTfjsModel(source, BACKEND);
    },
  };
}
