import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { installedAsset } from '../../../deployment/runtime-parts.ts';
import { startEngine } from '../../start-engine.ts';

const int = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: -9, max: 9 }));

it('divides integers with all their bits, rounded down', async () => {
  await startEngine('wasm', { assetPath: installedAsset });
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new TypeError('expected the WebAssembly backend');
  const pair = fc.tuple(
    int,
    int.filter((divisor) => divisor !== 0),
  );
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 9 }), (pairs) => {
      const [a, b] = [0, 1].map((at) =>
        tf.tensor1d(
          Int32Array.from(pairs, (one) => one[at] ?? 0),
          'int32',
        ),
      );
      const quotients = tf.tidy(() => tf.floorDiv(a ?? 0, b ?? 0).dataSync());
      tf.dispose([a, b].flatMap((tensor) => tensor ?? []));
      expect([...quotients]).toEqual(pairs.map(([left, right]) => Math.floor(left / right) | 0));
    }),
    { numRuns: 500 },
  );
});
