import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { TypeDocOptions } from 'typedoc';

/** Options of TypeDoc: the entry points that other code imports. */
export const apiOptions: Partial<TypeDocOptions> = {
  name: 'Pilotlight',
  entryPoints: ['client', 'protocol', 'model-runtime'].map((name) =>
    join(REPOSITORY, `packages/${name}/src/index.ts`),
  ),
  tsconfig: join(REPOSITORY, 'tools/reference/api.tsconfig.json'),
  readme: 'none',
  githubPages: false,
  disableSources: true,
  excludeInternal: true,
};
