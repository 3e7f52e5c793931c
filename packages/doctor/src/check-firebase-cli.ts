import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Clone, Finding } from './finding.ts';
import { loadFirebaseLibrary } from './firebase-library.ts';

const subject = 'Firebase CLI';
const packageSchema = v.object({ devDependencies: v.object({ 'firebase-tools': v.string() }) });

/** Checks that the installed Firebase CLI is the version that this repository is tested with. */
export async function checkFirebaseCli({ repository }: Pick<Clone, 'repository'>): Promise<Finding[]> {
  const { version } = loadFirebaseLibrary();
  const declared = v.parse(
    packageSchema,
    JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')),
  );
  const wanted = declared.devDependencies['firebase-tools'];
  if (version === wanted) return [{ subject, verdict: 'good', message: version }];
  return [
    {
      subject,
      verdict: 'warning',
      message: `${version} is installed, but this repository is tested with ${wanted}`,
      why: 'it may send other requests to Google',
      fix: 'npm ci',
    },
  ];
}
