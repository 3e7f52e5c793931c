import * as v from 'valibot';
import { readDeclared } from './declared.ts';
import type { Clone, Finding } from './finding.ts';
import { type FirebaseLibrary, loadFirebaseLibrary } from './firebase-library.ts';

const subject = 'Deployed';

const functionsSchema = v.object({
  functions: v.optional(
    v.array(
      v.object({
        name: v.string(),
        labels: v.optional(v.record(v.string(), v.string()), {}),
        serviceConfig: v.object({ service: v.string() }),
      }),
    ),
    [],
  ),
});
type Deployed = v.InferOutput<typeof functionsSchema>['functions'][number];

const policySchema = v.object({
  bindings: v.optional(v.array(v.object({ role: v.string(), members: v.array(v.string()) })), []),
});

const jobSchema = v.object({
  httpTarget: v.object({ oidcToken: v.object({ serviceAccountEmail: v.string() }) }),
});

/**
 * Checks that the deployed functions are complete. The Firebase CLI opens a callable to callers, and creates a
 * schedule, only when it creates the function. If a deploy is interrupted, later ones take its functions for finished.
 * Nor does the CLI change the account of a schedule's calls when the function gets another account.
 */
export async function checkDeployed({
  project,
  codebases,
}: Pick<Clone, 'project' | 'codebases'>): Promise<Finding[]> {
  if (project === undefined || project.startsWith('demo-')) return [];
  const firebase = loadFirebaseLibrary();
  const ours = new Set(codebases.map(({ name }) => name));
  try {
    await firebase.requireAuth({ project, projectId: project });
    const { body } = await firebase.functions.get(`projects/${project}/locations/-/functions`, {
      queryParams: { filter: 'environment="GEN_2"' },
    });
    const { functions } = v.parse(functionsSchema, body);
    const deployed = functions.filter(({ labels }) => ours.has(codebaseOf(labels)));
    const taken = await takenNames(
      functions.filter((one) => !deployed.includes(one)),
      codebases,
    );
    if (deployed.length === 0 && taken.length === 0)
      return [{ subject, verdict: 'good', message: 'nothing is deployed yet' }];
    const findings = await Promise.all(deployed.map((one) => checkFunction(firebase, project, one)));
    return [...taken, ...findings.flat()];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ subject, verdict: 'unknown', message: `could not be checked: ${why}` }];
  }
}

/** Finds functions of other codebases with one of our names: the Firebase CLI would turn them into ours. */
async function takenNames(others: readonly Deployed[], codebases: Clone['codebases']): Promise<Finding[]> {
  const declared = await Promise.all(codebases.map(readDeclared));
  const names = new Set(declared.flatMap((one) => Object.keys(one?.endpoints ?? {})));
  return others.flatMap(({ name, labels }): Finding[] => {
    const [, , , region = '', , id = ''] = name.split('/');
    if (!names.has(id)) return [];
    return [
      {
        subject,
        verdict: 'problem',
        message: `the codebase ${codebaseOf(labels)} already has a function ${id} in ${region}`,
        why: 'a deploy would replace it by ours',
        fix: 'npx pilotlight init --predict NAME --warm-up NAME gives ours other names',
      },
    ];
  });
}

function codebaseOf(labels: Deployed['labels']): string {
  return labels['firebase-functions-codebase'] ?? 'default';
}

async function checkFunction(
  firebase: FirebaseLibrary,
  project: string,
  { name, labels, serviceConfig }: Deployed,
): Promise<Finding[]> {
  const [, , , region = '', , id = ''] = name.split('/');
  const lacks: string[] = [];
  const { body: policy } = await firebase.run.get(`${serviceConfig.service}:getIamPolicy`);
  const { bindings } = v.parse(policySchema, policy);
  const callers = new Set(
    bindings.filter(({ role }) => role === 'roles/run.invoker').flatMap(({ members }) => members),
  );
  if (labels['deployment-callable'] === 'true' && !callers.has('allUsers'))
    lacks.push('does not accept calls');
  if (labels['deployment-scheduled'] === 'true') {
    const job = `projects/${project}/locations/${region}/jobs/firebase-schedule-${id}-${region}`;
    const { status, body } = await firebase.scheduler.get(job, { resolveOnHTTPError: true });
    if (status === 404) {
      lacks.push('has no schedule');
    } else {
      const { serviceAccountEmail: account } = v.parse(jobSchema, body).httpTarget.oidcToken;
      if (!callers.has(`serviceAccount:${account}`)) {
        lacks.push(`is called by its schedule as ${account}, which may not call it`);
      }
    }
  }
  if (lacks.length === 0) return [{ subject, verdict: 'good', message: `${id} in ${region}` }];
  const label = `${codebaseOf(labels)}:${id}`;
  return [
    {
      subject,
      verdict: 'warning',
      message: `${id} in ${region} ${lacks.join(' and ')}`,
      why: 'an interrupted deploy, or a change of account, leaves it like this, and the next deploy takes it for finished',
      fix: `npx firebase functions:delete ${label} --region ${region} --project ${project} --force, then npm run deploy; do nothing if this is intended`,
    },
  ];
}
