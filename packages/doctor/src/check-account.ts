import * as v from 'valibot';
import type { Clone, Finding } from './finding.ts';
import { type FirebaseLibrary, loadFirebaseLibrary } from './firebase-library.ts';
import { readParameters } from './read-parameters.ts';

/** What the Firebase CLI does in a deploy of functions and Hosting, some of it without asking beforehand. */
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

/** Needed for each account that a function runs as; whoever has it in the project has it for all. */
const ACT_AS = 'iam.serviceAccounts.actAs';

/** The parameters that name the accounts of the functions. */
const ACCOUNT_PARAMETERS = ['PREDICT_SERVICE_ACCOUNT', 'WARM_UP_SERVICE_ACCOUNT'];

/** Whether somebody is logged in who may deploy to the project, and whether the project can have functions. */
export async function checkAccount(clone: Clone): Promise<Finding[]> {
  const { project } = clone;
  if (project === undefined || project.startsWith('demo-')) {
    return [{ subject: 'Account', verdict: 'unknown', message: 'not looked at: no project is chosen' }];
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
        why: 'the Firebase CLI deploys in the name of a Google account',
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
      message: `there is no Firebase project ${project}, or this account may not see it`,
      why: 'Google gives the same answer for both',
      fix: 'npx firebase projects:list shows which there are; npx firebase login:use EMAIL takes another account',
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
    if (missing.length === 0) return { subject, verdict: 'good', message: 'all that a deploy needs' };
    return {
      subject,
      verdict: 'problem',
      message: `this account lacks ${missing.join(', ')}`,
      why: 'the deploy would stop in the middle',
      fix: `an owner gives the roles at https://console.cloud.google.com/iam-admin/iam?project=${project}: Cloud Functions Admin, Cloud Run Admin, Cloud Scheduler Admin, Firebase Hosting Admin; and Service Account User on the accounts that the functions run as`,
    };
  } catch (error) {
    return { subject, verdict: 'unknown', message: `could not be asked about: ${messageOf(error)}` };
  }
}

/** The accounts of the functions that the caller may not have them run as. */
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
      why: 'functions are built and kept by services that other plans do not have; small use of them costs nothing',
      fix: `https://console.firebase.google.com/project/${project}/usage/details`,
    };
  } catch (error) {
    return { subject, verdict: 'unknown', message: `could not be asked about: ${messageOf(error)}` };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
