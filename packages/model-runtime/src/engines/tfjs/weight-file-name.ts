/** Returns the file for a path in a weights manifest: TensorFlow.js writes `./weights.bin` in a browser. */
export function weightFileName(path: string): string {
  return path.replace(/^(\.\/+)+/, '');
}
