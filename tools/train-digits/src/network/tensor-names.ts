/** Shape [n, 28, 28, 1]: white digits on black, 0 to 1. */
export const INPUT_NAME = 'image';

/** Shape [n, 10]: how sure the network is of each digit; the sum is 1. */
export const OUTPUT_NAME = 'probabilities';
