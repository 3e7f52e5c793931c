import { nextStepIn } from '../equalize/next-step.ts';
import type { Network, Part } from '../equalize/step.ts';

/** A vector that can absorb a shift of the output channels of a kernel, so that later layers do not see it. */
export interface Absorber {
  kernel: Part;
  isDepthwise: boolean;
  vector: string;
  /** -1 for a bias, from which the shift is subtracted; 1 for a mean that is subtracted later, to which it is added. */
  sign: 1 | -1;
  /** A scale between the two, which multiplies the shift too. */
  scale: string | undefined;
}

/**
 * Finds for each kernel its bias, or the vector that the next normalization adds or subtracts. Some kernels have
 * neither.
 */
export function findAbsorbers(network: Network): Absorber[] {
  const next = nextStepIn(network);
  return network.steps.flatMap((step): Absorber[] => {
    const { role } = step;
    if (role.kind !== 'kernel') return [];
    const found = { kernel: role.out, isDepthwise: role.into.axis === role.out.axis };
    if (role.bias) return [{ ...found, vector: role.bias.weight, sign: -1, scale: undefined }];
    if (role.activation !== 'none') return [];
    const behind = next(step);
    if (behind?.role.kind === 'offset')
      return [{ ...found, vector: behind.role.offset.weight, sign: -1, scale: undefined }];
    if (behind?.role.kind !== 'scale') return [];
    const { shift, scale, offset } = behind.role;
    if (shift) return [{ ...found, vector: shift.weight, sign: 1, scale: undefined }];
    const further = next(behind)?.role;
    const added = offset ?? (further?.kind === 'offset' ? further.offset : undefined);
    return added ? [{ ...found, vector: added.weight, sign: -1, scale: scale.weight }] : [];
  });
}
