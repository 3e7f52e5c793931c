import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { Example } from './run-example.ts';

/**
 * Returns code that declares what an example takes for granted: in a docstring, the exports of its own file; for the client,
 * an app and a deployed function.
 */
export function surroundingsOf({ file }: Pick<Example, 'file'>): string {
  const modules = [
    ...(file.startsWith('packages/client/') ? [join(import.meta.dirname, 'client-app.ts')] : []),
    ...(file.endsWith('.ts') ? [join(REPOSITORY, file)] : []),
  ];
  return modules
    .map((path) => `Object.assign(globalThis, await import('${pathToFileURL(path).href}'));`)
    .join('\n');
}
