import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { kernelsByFunction } from './derive-function-kernels.ts';
import { packageFolder, readCode } from './tfjs-source.ts';

/** Functions for complex numbers, which no tensor here has: in other ops they are a branch that never runs. */
const COMPLEX_KERNELS = new Set(['Complex', 'ComplexAbs', 'Imag', 'Real']);
const COMPLEX_OPS = new Set(['Complex', 'ComplexAbs', 'Imag', 'Real', 'RFFT', 'IRFFT']);

/**
 * Finds the kernels of each TensorFlow op in the source of the installed converter: an executor's `case` names the
 * functions of tfjs-core that it calls, and these name their kernels. The converter itself handles control flow, constants
 * and hash tables, without kernels.
 */
export function deriveOpKernels(): Record<string, string[]> {
  const converter = packageFolder('@tensorflow/tfjs-converter');
  if (!converter) throw new Error('@tensorflow/tfjs-converter is not installed');
  const functions = kernelsByFunction();
  const executors = join(converter, 'dist/operations/executors');
  const table: Record<string, string[]> = {};
  for (const file of readdirSync(executors)
    .filter((name) => name.endsWith('_executor.js'))
    .toSorted()) {
    for (const [op, calls] of functionsByOp(readCode(executors, file))) {
      const kernels = new Set(
        calls.flatMap((call) => {
          const needed = functions.get(call);
          if (!needed)
            throw new Error(`${basename(file)}: nothing is known of ops.${call}, which ${op} calls`);
          return needed;
        }),
      );
      table[op] = [...kernels]
        .filter((kernel) => COMPLEX_OPS.has(op) || !COMPLEX_KERNELS.has(kernel))
        .toSorted();
    }
  }
  return Object.fromEntries(Object.entries(table).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** For `case 'A': case 'B': { … ops.add(…) }`, returns A and B with `add`. */
function functionsByOp(code: string): Map<string, string[]> {
  const cases = code.slice(code.indexOf('executeOp = ')).split(/\n {8}(?=case '|default:)/);
  const found = new Map<string, string[]>();
  let sharing: string[] = [];
  for (const text of cases) {
    const [label, op] = /^case '(\w+)':/.exec(text) ?? [];
    if (label === undefined || op === undefined) continue;
    sharing.push(op);
    const body = text.slice(label.length);
    if (body.trim() === '') continue;
    const calls = [...body.matchAll(/\bops\.((?:\w+\.)?\w+)\(/g)].map(([, name]) => name ?? '');
    for (const name of sharing) found.set(name, calls);
    sharing = [];
  }
  return found;
}
