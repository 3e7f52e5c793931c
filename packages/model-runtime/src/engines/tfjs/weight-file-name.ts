/** Returns the file that a path of a weights manifest names: TensorFlow.js writes `./weights.bin` in a browser. */
export function weightFileName(path: string): string {
  return path.replace(/^(\.\/+)+/, '');
}
