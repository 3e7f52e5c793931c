import { expect, it } from 'vitest';
import { memoizeAsync } from './memoize-async.ts';

it('makes a value once for simultaneous and later calls', async () => {
  let made = 0;
  const get = memoizeAsync(async (key: string) => {
    await Promise.resolve();
    return `${key}${++made}`;
  });
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b2']);
  expect(await get('a')).toBe('a1');
});

it('fails for all that wait together, and tries again for the next', async () => {
  let attempts = 0;
  const get = memoizeAsync(async (key: string) => {
    if (++attempts === 1) throw new Error('not yet');
    return key;
  });
  expect((await Promise.allSettled([get('a'), get('a')])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  expect(await get('a')).toBe('a');
  expect(attempts).toBe(2);
});
