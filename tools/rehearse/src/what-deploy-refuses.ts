import { checkCommitted, type Clone } from '@pilotlight/doctor';

/** Returns what keeps `npm run deploy` from starting. A rehearsal is for models that may not be committed yet, too. */
export async function whatDeployRefuses(
  clone: Pick<Clone, 'repository' | 'modelsDirectory'>,
): Promise<string[]> {
  const findings = await checkCommitted(clone);
  return findings
    .filter(({ verdict }) => verdict === 'problem')
    .map(({ message, fix }) => `npm run deploy, which refuses these models: ${message}; fix: ${fix}`);
}
