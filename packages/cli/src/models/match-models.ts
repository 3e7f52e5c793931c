import { matchesGlob } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';

/** True if a text on the command line is a pattern: it has `*`, `?`, or a choice in brackets or braces. */
export function isPattern(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

/**
 * Chooses models by name or pattern, such as `shop-*`.
 *
 * @param patterns an empty list means all models.
 * @throws {CommandError} if a pattern matches no model.
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
