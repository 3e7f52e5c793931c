import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../../engine-error.ts';
import type { Engine, EngineOptions } from '../../engine.ts';
import { WASM_FILE } from './wasm-file.ts';

let started: Promise<Engine> | undefined;

/**
 * Starts TensorFlow.js on its WebAssembly kernels (XNNPACK). TensorFlow.js keeps one backend for the whole process,
 * so there is one such engine, whoever asks.
 *
 * @throws {EngineError} where the WebAssembly module is missing or does not start.
 */
export function startWasmEngine({ engineAssets }: EngineOptions): Promise<Engine> {
  started ??= start(engineAssets).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start(engineAssets: string): Promise<Engine> {
  // TensorFlow.js would only print a warning that it found no file.
  await access(join(engineAssets, WASM_FILE)).catch((cause: unknown) => {
    throw new EngineError('wasm', `its file ${WASM_FILE} cannot be read`, { cause });
  });
  setWasmPaths(join(engineAssets, '/'));
  if (!(await tf.setBackend('wasm')))
    throw new EngineError('wasm', 'WebAssembly did not start on this machine');

  return {
    async load(source) {
      switch (source.manifest.format) {
        case 'tfjs-layers-model': {
          const { loadLayersModel } = await import('./layers-model.ts');
          return loadLayersModel(source);
        }
        case 'tfjs-graph-model': {
          const { loadGraphModel } = await import('./graph-model.ts');
          return loadGraphModel(source);
        }
      }
    },
  };
}
