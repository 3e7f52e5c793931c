import * as v from 'valibot';
import type { Clone, Finding } from './finding.ts';
import { type FirebaseLibrary, loadFirebaseLibrary } from './firebase-library.ts';
import { readParameters } from './read-parameters.ts';

/**
 * Permissions for the calls that the Firebase CLI makes to deploy functions and Hosting; it does not check some of them
 * beforehand.
 */
const PERMISSIONS = [
  'firebase.projects.get',
  'firebasehosting.sites.update',
  'cloudfunctions.functions.create',
  'cloudfunctions.functions.delete',
  'cloudfunctions.functions.get',
  'cloudfunctions.functions.list',
  'cloudfunctions.functions.setIamPolicy',
  'cloudfunctions.functions.update',
  'cloudfunctions.operations.get',
  'cloudscheduler.jobs.create',
  'cloudscheduler.jobs.update',
  'run.services.setIamPolicy',
];

/** Needed on each account that a function runs as; at project level it covers all accounts. */
const ACT_AS = 'iam.serviceAccounts.actAs';

/** Parameters that name the functions' accounts. */
const ACCOUNT_PARAMETERS = ['PREDICT_SERVICE_ACCOUNT', 'WARM_UP_SERVICE_ACCOUNT'];

/** Checks that someone is logged in who may deploy to the project, and that the project can have functions. */
export async function checkAccount(clone: Clone): Promise<Finding[]> {
  const { project } = clone;
  if (project === undefined || project.startsWith('demo-')) {
    return [{ subject: 'Account', verdict: 'unknown', message: 'not checked: no project is chosen' }];
  }
  const firebase = loadFirebaseLibrary();
  try {
    await firebase.requireAuth({ project, projectId: project });
  } catch {
    return [
      {
        subject: 'Account',
        verdict: 'problem',
        message: 'nobody is logged in',
        why: 'the Firebase CLI deploys as a Google account',
        fix: 'npx firebase login; in CI, workload identity: docs/your-first-deploy.md',
      },
    ];
  }
  const known = await findProject(firebase, project);
  if (known.verdict === 'problem') return [known];
  return [known, await findPermissions(firebase, project, clone), await findBilling(firebase, project)];
}

async function findProject(firebase: FirebaseLibrary, project: string): Promise<Finding> {
  const subject = 'Account';
  try {
    await firebase.getFirebaseProject(project);
    return { subject, verdict: 'good', message: `logged in, and sees ${project}` };
  } catch {
    return {
      subject,
      verdict: 'problem',
      message: `the Firebase project ${project} does not exist, or this account may not see it`,
      why: 'Google gives the same answer for both',
      fix: 'npx firebase projects:list lists the projects; npx firebase login:use EMAIL switches to another account',
    };
  }
}

async function findPermissions(firebase: FirebaseLibrary, project: string, clone: Clone): Promise<Finding> {
  const subject = 'Permissions';
  try {
    const inProject = await firebase.testIamPermissions(project, [...PERMISSIONS, ACT_AS]);
    const missing = inProject.missing.filter((one) => one !== ACT_AS);
    if (inProject.missing.includes(ACT_AS)) {
      const withheld = await withheldAccounts(firebase, project, clone);
      if (withheld.length > 0) missing.push(`${ACT_AS} on ${withheld.join(' and ')}`);
    }
    if (missing.length === 0)
      return { subject, verdict: 'good', message: 'has every permission that a deploy needs' };
    return {
      subject,
      verdict: 'problem',
      message: `this account lacks ${missing.join(', ')}`,
      why: 'the deploy would stop halfway',
      fix: `an owner can grant these roles at https://console.cloud.google.com/iam-admin/iam?project=${project}: Cloud Functions Admin, Cloud Run Admin, Cloud Scheduler Admin, Firebase Hosting Admin; and Service Account User on the accounts that the functions run as`,
    };
  } catch (error) {
    return { subject, verdict: 'unknown', message: `could not be checked: ${messageOf(error)}` };
  }
}

/** Returns the functions' accounts that the caller may not use for functions. */
async function withheldAccounts(firebase: FirebaseLibrary, project: string, clone: Clone): Promise<string[]> {
  const { projectNumber } = await firebase.getFirebaseProject(project);
  const preset = `${projectNumber}-compute@developer.gserviceaccount.com`;
  const accounts = new Set<string>();
  for (const codebase of clone.codebases) {
    const { values } = await readParameters(codebase, clone);
    for (const name of ACCOUNT_PARAMETERS) {
      const account = values[name];
      if (account !== undefined) accounts.add(account === '' ? preset : account);
    }
  }
  const withheld: string[] = [];
  for (const account of accounts) {
    const { missing } = await firebase.testAccountPermissions(project, account, [ACT_AS]);
    if (missing.length > 0) withheld.push(account);
  }
  return withheld;
}

async function findBilling(firebase: FirebaseLibrary, project: string): Promise<Finding> {
  const subject = 'Billing';
  try {
    const { body } = await firebase.billing.get(`projects/${project}/billingInfo`);
    const { billingEnabled } = v.parse(v.object({ billingEnabled: v.optional(v.boolean(), false) }), body);
    if (billingEnabled) return { subject, verdict: 'good', message: 'the project is on the Blaze plan' };
    return {
      subject,
      verdict: 'problem',
      message: 'the project is not on the Blaze plan',
      why: 'functions need services that other plans do not have; light use of them is free',
      fix: `https://console.firebase.google.com/project/${project}/usage/details`,
    };
  } catch (error) {
    return { subject, verdict: 'unknown', message: `could not be checked: ${messageOf(error)}` };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
