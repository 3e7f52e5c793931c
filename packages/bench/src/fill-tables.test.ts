import { expect, it } from 'vitest';
import { fillTables } from './fill-tables.ts';

const TEXT =
  'before\n\n<!-- cold -->\n\nold\n\n<!-- /cold -->\n\nbetween\n<!-- load -->\n<!-- /load -->\nafter\n';

it('puts tables into their places and changes nothing else', () => {
  const filled = fillTables(TEXT, { cold: '| new |\n', load: '$& $1' });
  expect(filled).toBe(
    'before\n\n<!-- cold -->\n\n| new |\n\n<!-- /cold -->\n\nbetween\n<!-- load -->\n\n$& $1\n\n<!-- /load -->\nafter\n',
  );
  expect(fillTables(filled, { cold: '| new |' })).toBe(filled);
});

it('names a table without a place', () => {
  expect(() => fillTables(TEXT, { growth: '' })).toThrow('<!-- growth -->');
  expect(() => fillTables('<!-- /a --> <!-- a -->', { a: '' })).toThrow(RangeError);
});
