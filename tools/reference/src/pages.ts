import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { commandLinePage } from './command-line-page.ts';
import { errorsPage } from './errors-page.ts';
import { parametersPage } from './parameters-page.ts';

/** The folder of the pages. */
export const REFERENCE = join(REPOSITORY, 'docs/reference');

/** Each page of the reference, by its file, and how it is made. */
export const PAGES: Readonly<Record<string, () => Promise<string>>> = {
  'command-line.md': commandLinePage,
  'parameters.md': parametersPage,
  'errors.md': errorsPage,
};
