import { nextStepIn } from './next-step.ts';
import type { Network, Part } from './step.ts';

/**
 * Weights of a channel that can be divided by a positive factor if others are multiplied by it: the outputs of the
 * network stay the same.
 */
export interface Exchange {
  divided: readonly Part[];
  multiplied: readonly Part[];
  /** The kernels on either side, with the ranges that matter; the ranges of vectors do not. */
  dividedKernel: Part | undefined;
  multipliedKernel: Part | undefined;
}

/**
 * Finds where factors of channels can be exchanged: between a kernel and the scale of the next normalization, and
 * between two kernels if all steps between them pass a positive factor on (Nagel et al. 2019, section 4.1).
 */
export function findExchanges(network: Network): Exchange[] {
  const next = nextStepIn(network);
  const exchanges: Exchange[] = [];
  const free = new Set<string>();
  for (const step of network.steps) {
    const { role } = step;
    if (role.kind !== 'kernel' || role.activation === 'other') continue;
    let carriers = [role.out, ...present(role.bias)];
    let carrierKernel: Part | undefined = role.out;
    let cursor = next(step);
    if (role.activation === 'none' && cursor?.role.kind === 'scale') {
      const { scale, shift, offset } = cursor.role;
      exchanges.push({
        divided: [...carriers, ...present(shift)],
        multiplied: [scale],
        dividedKernel: role.out,
        multipliedKernel: undefined,
      });
      if (role.into.axis === role.out.axis) free.add(role.out.weight);
      carriers = [scale, ...present(offset)];
      carrierKernel = undefined;
      cursor = next(cursor);
    }
    if (role.activation === 'none' && cursor?.role.kind === 'offset') {
      carriers.push(cursor.role.offset);
      cursor = next(cursor);
    }
    while (cursor?.role.kind === 'homogeneous') cursor = next(cursor);
    if (cursor?.role.kind !== 'kernel') continue;
    const { into } = cursor.role;
    exchanges.push({
      divided: carriers,
      multiplied: [into],
      dividedKernel: carrierKernel,
      multipliedKernel: into,
    });
  }
  // A factor on a depthwise kernel is undone after it, so its range is no limit.
  return exchanges.map((exchange) =>
    free.has(exchange.multipliedKernel?.weight ?? '')
      ? { ...exchange, multipliedKernel: undefined }
      : exchange,
  );
}

function present(part: Part | undefined): Part[] {
  return part ? [part] : [];
}
