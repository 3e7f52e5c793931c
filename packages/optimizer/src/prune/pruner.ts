import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel, Tensor } from '@tensorflow/tfjs-node';
import { magnitudeThreshold } from './magnitude-threshold.ts';
import type { PruningScope } from './pruning-scope.ts';
import { sparsityAt } from './sparsity-at.ts';

/** Steps between two searches for the smallest weights. */
const EVERY = 20;

/** Keeps the smallest weights of a model at zero during training. */
export interface Pruner {
  /** Must be called after each step, counted from 0. */
  afterStep(step: number): void;
  dispose(): void;
}

/**
 * Creates a pruner.
 *
 * @param sparsity final share of zeros in the kernels' weights.
 * @param last step after which no further weights become zero.
 */
export function createPruner({
  tf,
  student,
  sparsity,
  scope,
  last,
}: {
  tf: TfjsNode;
  student: LayersModel;
  sparsity: number;
  scope: PruningScope;
  last: number;
}): Pruner {
  // Biases and scales are few, and each affects a whole channel.
  const kernels = student.trainableWeights.filter(({ shape }) => shape.length > 1);
  let masks: Tensor[] = [];

  const choose = (step: number) => {
    const share = sparsityAt({ step, last, final: sparsity });
    const values = kernels.map((kernel) => Float32Array.from(kernel.read().dataSync()));
    const common = scope === 'global' ? magnitudeThreshold(values, share) : undefined;
    tf.dispose(masks);
    masks = kernels.map((kernel, at) => {
      const own = values[at] ?? new Float32Array();
      const threshold = common ?? magnitudeThreshold([own], share);
      const mask = own.map((value) => (Math.abs(value) < threshold ? 0 : 1));
      return tf.tensor(mask, kernel.shape.map(Number));
    });
  };
  return {
    afterStep(step) {
      if (masks.length === 0 || (step <= last && (step % EVERY === 0 || step === last)))
        choose(Math.min(step, last));
      tf.tidy(() => {
        for (const [at, kernel] of kernels.entries()) kernel.write(kernel.read().mul(masks[at] ?? 1));
      });
    },
    dispose: () => tf.dispose(masks),
  };
}
