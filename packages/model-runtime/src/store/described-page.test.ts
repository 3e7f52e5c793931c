import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describedPage, type DescribedQuery } from './described-page.ts';

const directories = (names: readonly string[]) => names.map((model) => ({ model, version: 1, path: model }));

/** All pages, one after the other. */
function pages(names: readonly string[], query: DescribedQuery): string[][] {
  const found: string[][] = [];
  let after: string | undefined;
  do {
    const { page, next } = describedPage(directories(names), { ...query, after });
    found.push(page.map(({ model }) => model));
    after = next;
  } while (after !== undefined);
  return found;
}

it('returns every model once, a hundred a page, by name', () => {
  const names = Array.from({ length: 250 }, (_, n) => `net-${249 - n}`);
  const found = pages(names, {});
  expect(found.map((page) => page.length)).toEqual([100, 100, 50]);
  expect(found.flat()).toEqual(names.toSorted());
});

it('returns the visible models that have the searched text in their names', () => {
  const names = ['shop-1', 'shop-2', 'other', 'workshop'];
  expect(describedPage(directories(names), { search: 'SHOP' })).toMatchObject({ total: 3 });
  expect(pages(names, { search: 'shop', isVisible: (model) => model !== 'shop-2' })).toEqual([
    ['shop-1', 'workshop'],
  ]);
});

it('loses none and repeats none, for all kinds of names', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,3}$/), { maxLength: 400 });
  fc.assert(
    fc.property(names, (all) => {
      expect(pages(all, {}).flat()).toEqual(all.toSorted());
    }),
    { numRuns: 30 },
  );
});
