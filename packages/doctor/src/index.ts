/**
 * Checks a clone of the repository before it is deployed: finds what would go wrong, why it matters, and how to fix it.
 *
 * @module
 */
import { checkAccount } from './check-account.ts';
import { checkDeployed } from './check-deployed.ts';
import { checkFirebaseCli } from './check-firebase-cli.ts';
import { checkModelNeeds } from './check-model-needs.ts';
import { checkCommitted, checkModels } from './check-models.ts';
import { checkNode } from './check-node.ts';
import { checkParameters } from './check-parameters.ts';
import { checkPorts } from './check-ports.ts';
import { checkProject } from './check-project.ts';
import { checkUploads } from './check-uploads.ts';
import type { Check, Clone, Finding } from './finding.ts';

export { checkCommitted } from './check-models.ts';
export { isAdopted, ownTargets, readClone } from './read-clone.ts';
export { readParameters } from './read-parameters.ts';
export { uploadedModels } from './uploaded-models.ts';
export { formatFindings } from './format-findings.ts';
export type { Check, Clone, Finding } from './finding.ts';

/** Checks to pass before anything is built, for any project. */
export const SOURCE_CHECKS: readonly Check[] = [checkNode, checkModels];

/** Checks to pass, besides those of the build, before a build that is meant for a deploy. */
export const RELEASE_CHECKS: readonly Check[] = [...SOURCE_CHECKS, checkCommitted];

/** Checks of the build output. */
export const BUILT_CHECKS: readonly Check[] = [checkParameters, checkUploads];

/** Checks of the project; most of them ask Google. */
export const PROJECT_CHECKS: readonly Check[] = [checkProject, checkAccount, checkDeployed];

/** Checks of the machine. */
const MACHINE_CHECKS: readonly Check[] = [checkFirebaseCli, checkModelNeeds, checkPorts];

export const ALL_CHECKS: readonly Check[] = [
  ...PROJECT_CHECKS,
  ...RELEASE_CHECKS,
  ...BUILT_CHECKS,
  ...MACHINE_CHECKS,
];

/** Runs the checks, one after the other. */
export async function examine(clone: Clone, checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(clone)));
  return findings;
}
