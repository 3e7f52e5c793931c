import type { Tensor } from './tensor.ts';

/**
 * A value of a payload that is a tensor already, such as a decoded image. JSON cannot hold one, so a caller cannot fake
 * it.
 */
export class ReadyTensor {
  readonly tensor: Tensor;

  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }
}
