import type { Tensor } from './tensor.ts';

/**
 * A value of a payload that has been made into a tensor already, such as a decoded image. No JSON can be one, so a
 * caller cannot pretend.
 */
export class ReadyTensor {
  readonly tensor: Tensor;

  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }
}
