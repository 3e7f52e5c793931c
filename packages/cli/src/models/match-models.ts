import { matchesGlob } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';

/** Whether a text on the command line stands for many names: with `*`, `?`, or a choice in brackets or braces. */
export function isPattern(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

/**
 * Chooses models by name or pattern, `shop-*` for one.
 *
 * @param patterns none stands for all models.
 * @throws {CommandError} where one of them is the name of none.
 */
export function matchModels<Model extends Pick<ModelDirectory, 'model'>>(
  all: readonly Model[],
  patterns: readonly string[],
): Model[] {
  for (const pattern of patterns) {
    if (all.some(({ model }) => matchesGlob(model, pattern))) continue;
    throw new CommandError(`no served model is called ${pattern}: \`pilotlight models\` lists them`);
  }
  return patterns.length === 0
    ? [...all]
    : all.filter(({ model }) => patterns.some((pattern) => matchesGlob(model, pattern)));
}
