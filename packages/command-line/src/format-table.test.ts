import { expect, it } from 'vitest';
import { formatTable } from './format-table.ts';

it('aligns columns of any color', () => {
  const rows = [['a', 'one'], ['\u001B[31mlong\u001B[39m', 'two'], ['b']];
  expect(formatTable(rows)).toBe('  a     one\n  \u001B[31mlong\u001B[39m  two\n  b');
});
