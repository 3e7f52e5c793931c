export { NativeSetupError } from './native-setup-error.ts';
export { importTfjsNode, type TfjsNode } from './import-tfjs-node.ts';
