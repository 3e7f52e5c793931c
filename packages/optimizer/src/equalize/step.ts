/** A weight, and which of its axes counts the channels. */
export interface Part {
  weight: string;
  axis: number;
}

/** What a step of a network does to channels, as far as they can be scaled through it. */
export type Role =
  /** A convolution or a product with a matrix, with what it does at once to its result. */
  | {
      kind: 'kernel';
      /** The kernel by the channels that go in, and by those that come out. */
      into: Part;
      out: Part;
      bias: Part | undefined;
      activation: 'none' | 'relu' | 'other';
    }
  /** `(x - shift) · scale + offset`, channel by channel. */
  | { kind: 'scale'; shift: Part | undefined; scale: Part; offset: Part | undefined }
  | { kind: 'offset'; offset: Part }
  /** What passes a positive factor of a channel on: ReLU, pooling, padding with zeros. */
  | { kind: 'homogeneous' }
  | { kind: 'other' };

/** A step of a network, and the steps whose results it takes. */
export interface Step {
  name: string;
  inputs: readonly string[];
  role: Role;
}

/** The steps of a network, whichever format it was written in. */
export interface Network {
  steps: readonly Step[];
  /** Steps whose results the model gives. */
  outputs: ReadonlySet<string>;
}
