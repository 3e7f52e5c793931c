/** A weight, and its axis of channels. */
export interface Part {
  weight: string;
  axis: number;
}

/** Effect of a step of a network on channels, for scaling them through it. */
export type Role =
  /** A convolution or a matrix product, with the operations fused to it. */
  | {
      kind: 'kernel';
      /** The kernel by its input channels, and by its output channels. */
      into: Part;
      out: Part;
      bias: Part | undefined;
      activation: 'none' | 'relu' | 'other';
    }
  /** `(x - shift) · scale + offset`, channel by channel. */
  | { kind: 'scale'; shift: Part | undefined; scale: Part; offset: Part | undefined }
  | { kind: 'offset'; offset: Part }
  /** A step that passes a positive factor of a channel on: ReLU, pooling, padding with zeros. */
  | { kind: 'homogeneous' }
  | { kind: 'other' };

/** A step of a network, and the steps that it takes its inputs from. */
export interface Step {
  name: string;
  inputs: readonly string[];
  role: Role;
}

/** The steps of a network, from either format. */
export interface Network {
  steps: readonly Step[];
  /** Steps with results that are outputs of the model. */
  outputs: ReadonlySet<string>;
}
