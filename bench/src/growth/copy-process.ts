// A process that does to a file what any engine does at least, and prints how long each took. See machine-speed.ts.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);

const timed = <Result>(work: () => Result): [number, Result] => {
  const begun = performance.now();
  const result = work();
  return [performance.now() - begun, result];
};

const [reading, bytes] = timed(() => readFileSync(file));
const [copying] = timed(() => Uint8Array.from(bytes));
const [digesting] = timed(() => createHash('sha256').update(bytes).digest());
console.log(JSON.stringify({ reading, copying, digesting }));
