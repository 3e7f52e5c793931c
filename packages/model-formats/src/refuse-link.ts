import type { Stats } from 'node:fs';
import { ModelFormatError } from './model-format-error.ts';

/**
 * Refuses a symbolic link within a model's folder: its target may be any file, and would be deployed with the model.
 *
 * @throws {ModelFormatError}
 */
export function refuseLink(file: string, found: Stats | undefined): void {
  if (!found?.isSymbolicLink()) return;
  throw new ModelFormatError({
    file,
    problem: 'is a symbolic link, and a model must hold its files itself',
    fix: 'if you trust where it leads, copy the folder with `cp -rL` and give the copy',
  });
}
