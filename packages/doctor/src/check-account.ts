import * as v from 'valibot';
import type { Clone, Finding } from './finding.ts';
import { type FirebaseLibrary, loadFirebaseLibrary } from './firebase-library.ts';

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
  'iam.serviceAccounts.actAs',
  'run.services.setIamPolicy',
];

/** Whether somebody is logged in who may deploy to the project, and whether the project can have functions. */
export async function checkAccount({ project }: Pick<Clone, 'project'>): Promise<Finding[]> {
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
  return [known, await findPermissions(firebase, project), await findBilling(firebase, project)];
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

async function findPermissions(firebase: FirebaseLibrary, project: string): Promise<Finding> {
  const subject = 'Permissions';
  try {
    const { missing } = await firebase.testIamPermissions(project, PERMISSIONS);
    if (missing.length === 0) return { subject, verdict: 'good', message: 'all that a deploy needs' };
    return {
      subject,
      verdict: 'problem',
      message: `this account lacks ${missing.join(', ')}`,
      why: 'the deploy would stop in the middle',
      fix: `an owner gives the roles at https://console.cloud.google.com/iam-admin/iam?project=${project}: Cloud Functions Admin, Cloud Run Admin, Cloud Scheduler Admin, Service Account User, Firebase Hosting Admin`,
    };
  } catch (error) {
    return { subject, verdict: 'unknown', message: `could not be asked about: ${messageOf(error)}` };
  }
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
