/**
 * A layer of the network. A convolution is square, adds a bias and ends in a ReLU; a pooling takes the maximum of each
 * 2 x 2.
 */
export type Layer =
  | { kind: 'convolution'; filters: number; kernel: number; stride: number; padding: 'valid' | 'same' }
  | { kind: 'max-pooling' }
  | { kind: 'flatten' }
  | { kind: 'dense'; units: number }
  | { kind: 'softmax' };

/** The network, from an image of 28 x 28 to the probabilities of the ten digits. */
export const NETWORK: readonly Layer[] = [
  { kind: 'convolution', filters: 32, kernel: 5, stride: 2, padding: 'valid' },
  { kind: 'convolution', filters: 48, kernel: 3, stride: 1, padding: 'valid' },
  { kind: 'convolution', filters: 48, kernel: 3, stride: 1, padding: 'valid' },
  { kind: 'max-pooling' },
  { kind: 'convolution', filters: 64, kernel: 3, stride: 1, padding: 'same' },
  { kind: 'convolution', filters: 64, kernel: 3, stride: 1, padding: 'valid' },
  { kind: 'flatten' },
  { kind: 'dense', units: 10 },
  { kind: 'softmax' },
];
