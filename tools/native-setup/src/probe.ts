/** Runs in its own process; exits with 0 if tfjs-node loads and computes. */
import { importTfjsNode } from './import-tfjs-node.ts';

const tf = await importTfjsNode();
const [sum] = await tf.add(1, 2).data();
if (sum !== 3) {
  throw new Error(`TensorFlow says that 1 + 2 is ${sum}.`);
}
