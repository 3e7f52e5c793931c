// A process that does the least that any engine does with files, and prints the time of each step. See
// machine-speed.ts.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const PAGES = 10_000;

const timed = <Result>(work: () => Result): [number, Result] => {
  const begun = performance.now();
  const result = work();
  return [performance.now() - begun, result];
};

const sums = { reading: 0, copying: 0, digesting: 0 };
for (const file of process.argv.slice(2)) {
  const [reading, bytes] = timed(() => readFileSync(file));
  const [copying] = timed(() => Uint8Array.from(bytes));
  const [digesting] = timed(() => createHash('sha256').update(bytes).digest());
  sums.reading += reading;
  sums.copying += copying;
  sums.digesting += digesting;
}

// The system provides fresh memory only when it is touched.
const memory = new Uint8Array(PAGES * PAGE_BYTES);
const [touching] = timed(() => {
  for (let at = 0; at < memory.length; at += PAGE_BYTES) memory[at] = 1;
});
console.log(JSON.stringify({ ...sums, faultMicroseconds: (1000 * touching) / PAGES }));
