import type { ModelDirectory } from './model-directory.ts';

/** Each has some kilobytes to say of itself. */
const PAGE_MODELS = 100;

/** Which of many models are described. */
export interface DescribedQuery {
  /** Only models with this in their names, whatever its case. */
  search?: string | undefined;
  /** Only models whose names come after this one. */
  after?: string | undefined;
  /** Whether who asks may know of a model; of all, unless said. */
  isVisible?: ((model: string) => boolean) | undefined;
}

/** One page of the models that fit, in the order of their names, how many fit in all, and where the next page begins. */
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
