import type { ModelDirectory } from './model-directory.ts';

/** The most models a page; each takes some kilobytes. */
const PAGE_MODELS = 100;

/** The models to describe. */
export interface DescribedQuery {
  /** Only models that have this text in their names, in any case. */
  search?: string | undefined;
  /** Only models with names after this one. */
  after?: string | undefined;
  /** True if the caller may know of a model; defaults to true for all. */
  isVisible?: ((model: string) => boolean) | undefined;
}

/** One page of the matching models, in the order of their names, how many match in all, and where the next page begins. */
export function describedPage(
  directories: readonly ModelDirectory[],
  { search, after, isVisible = () => true }: DescribedQuery,
): { page: ModelDirectory[]; total: number; next?: string } {
  const part = search?.toLowerCase();
  const fitting = directories
    .filter(({ model }) => (part === undefined || model.includes(part)) && isVisible(model))
    .toSorted((a, b) => compare(a.model, b.model));
  const following = after === undefined ? fitting : fitting.filter(({ model }) => compare(model, after) > 0);
  const page = following.slice(0, PAGE_MODELS);
  const last = page.at(-1);
  return {
    page,
    total: fitting.length,
    ...(last && following.length > page.length ? { next: last.model } : {}),
  };
}

/** By code units: the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
