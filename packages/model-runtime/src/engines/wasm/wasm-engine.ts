import { access } from 'node:fs/promises';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../../errors/engine-error.ts';
import type { AssetPath, Engine, EngineOptions } from '../engine.ts';
import { loadTfjsModel } from '../tfjs/load-tfjs-model.ts';
import { inTurn } from '../tfjs/on-backend.ts';
import { BACKEND } from './kernels/backend-kernel.ts';
import { correctKernels } from './kernels/correct-kernels.ts';
import { WASM_FILE } from './wasm-file.ts';

const BUILDS = ['tfjs-backend-wasm.wasm', WASM_FILE, 'tfjs-backend-wasm-threaded-simd.wasm'];

let started: Promise<Engine> | undefined;

/**
 * Starts TensorFlow.js on its WebAssembly kernels (XNNPACK). TensorFlow.js keeps one backend for the whole process, so
 * there is only one such engine.
 *
 * @throws {EngineError} if the WebAssembly module is missing or does not start.
 */
export function startWasmEngine({ assetPath }: EngineOptions): Promise<Engine> {
  started ??= start(assetPath).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start(assetPath: AssetPath): Promise<Engine> {
  // TensorFlow.js itself would only print a warning for a missing file.
  const wasm = assetPath(WASM_FILE);
  await access(wasm).catch((cause: unknown) => {
    throw new EngineError('wasm', `its file ${WASM_FILE} cannot be read`, { cause });
  });
  // It expects paths of all its builds, and uses this one.
  setWasmPaths(Object.fromEntries(BUILDS.map((build) => [build, wasm])));
  correctKernels();
  if (!(await inTurn(() => tf.setBackend(BACKEND))))
    throw new EngineError('wasm', 'WebAssembly did not start on this machine');

  return { load: (source) => loadTfjsModel(source, BACKEND) };
}
