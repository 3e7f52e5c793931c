/** Name of the input, of shape [n, 28, 28, 1]: white digits on black, 0 to 1. */
export const INPUT_NAME = 'image';

/** Name of the output, of shape [n, 10]: the probability of each digit; the sum is 1. */
export const OUTPUT_NAME = 'probabilities';
