/**
 * Looks at a clone of the repository before it is deployed: what would go wrong, why that matters, and what mends it.
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

export { isAdopted, ownTargets, readClone } from './read-clone.ts';
export { readParameters } from './read-parameters.ts';
export { uploadedModels } from './uploaded-models.ts';
export { formatFindings } from './format-findings.ts';
export type { Check, Clone, Finding } from './finding.ts';

/** What must be right before anything is built, whatever project it is for. */
export const SOURCE_CHECKS: readonly Check[] = [checkNode, checkModels];

/** What must be right besides where it is built to be deployed. */
export const RELEASE_CHECKS: readonly Check[] = [...SOURCE_CHECKS, checkCommitted];

/** What must be right of what was built. */
export const BUILT_CHECKS: readonly Check[] = [checkParameters, checkUploads];

/** What must be right of the project; most of it is asked of Google. */
export const PROJECT_CHECKS: readonly Check[] = [checkProject, checkAccount, checkDeployed];

/** What is good to know of the machine. */
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
