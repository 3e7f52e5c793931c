import { KERNEL_DIFFERENCES, LAYER_DIFFERENCES, OP_DIFFERENCES } from './differences.ts';
import type { HeldKernel } from './held-kernels.ts';
import { type SweepCase, subjectOf } from './sweep-case.ts';
import { UNREACHABLE } from './unreachable.ts';

const DTYPES = ['float32', 'int32', 'bool', 'string'];

/** Returns a Markdown table of the kernels that the cases compare. */
export function kernelTable(held: ReadonlyMap<string, HeldKernel>): string {
  const rows = [...held]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { dtypes, cases }]) => [
      `\`${name}\``,
      DTYPES.filter((dtype) => dtypes.has(dtype)).join(', '),
      String(cases.size),
      KERNEL_DIFFERENCES[name] ?? '',
    ]);
  return table(['kernel', 'dtypes', 'cases', 'corrected error'], rows);
}

/** Returns a Markdown table of the corrected ops and layers. */
export function correctedTable(): string {
  const rows = [
    ...Object.entries(OP_DIFFERENCES).map(([name, what]) => [`op \`${name}\``, what]),
    ...Object.entries(LAYER_DIFFERENCES).map(([name, what]) => [`layer \`${name}\``, what]),
  ];
  return table(['', 'corrected error'], rows);
}

/** Returns a Markdown table of the cases for which TensorFlow's answer is not binding. */
export function openTable(cases: readonly SweepCase[]): string {
  const rows = cases.flatMap((one) =>
    one.undefined ? [[`\`${subjectOf(one)}\``, one.why, one.undefined]] : [],
  );
  return table(['', 'case', 'why it may differ'], rows);
}

/** Returns a Markdown table of the kernels that inference does not reach. */
export function unreachableTable(): string {
  return table(
    ['kernel', 'reason'],
    Object.entries(UNREACHABLE).map(([name, why]) => [`\`${name}\``, why]),
  );
}

/** Returns a Markdown table with aligned columns. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}
