/** A problem and its fix. */
export interface Explanation {
  problem: string;
  fix: string;
}

interface Reason {
  said: RegExp;
  explain: (match: RegExpExecArray) => Explanation;
}

const RUN_AGAIN = 'run npm run deploy again: it continues where this one stopped';

/** Errors of the Firebase CLI, the most important first. */
const REASONS: readonly Reason[] = [
  {
    said: /(functions|hosting).* predeploy error/,
    explain: () => ({
      problem: 'The build, or a check of its input or output, failed. Nothing was uploaded.',
      fix: 'see the lines above',
    }),
  },
  {
    said: /Failed to authenticate|Command requires authentication|Authentication Error/,
    explain: () => ({
      problem: 'Nobody is logged in, or the login has expired.',
      fix: 'npx firebase login --reauth',
    }),
  },
  {
    said: /Failed to get Firebase project (\S+)\./,
    explain: ([, project]) => ({
      problem: `The Firebase project ${project} does not exist, or this account may not see it.`,
      fix: 'npx firebase projects:list lists the projects; choose one with -- --project',
    }),
  },
  {
    said: /Deploy target (\S+) not configured for project (\S+?)\. /,
    explain: ([, target = '', project = '']) => ({
      problem: `.firebaserc does not say which Hosting site of ${project} gets the page.`,
      fix: `npx firebase target:apply hosting ${target} ${project} --project ${project}`,
    }),
  },
  {
    said: /must be on the Blaze/,
    explain: () => ({
      problem: 'The project is not on the plan that functions need.',
      fix: 'change the plan at the address above; light use of it is free',
    }),
  },
  {
    said: /no value for the following environment variables: (.+)/,
    explain: ([, names]) => ({
      problem: `Parameters have no value: ${names}.`,
      fix: 'write them into apps/*/config/.env.YOUR-PROJECT',
    }),
  },
  {
    said: /was decommissioned on/,
    explain: () => ({
      problem: 'The platform no longer runs this version of Node.js.',
      fix: 'update to a newer version of this repository, or change "runtime" in firebase.json',
    }),
  },
  {
    said: /do not exist in your local source code/,
    explain: () => ({
      problem:
        'The project has functions from these codebases that are no longer in the code. They were kept.',
      fix: 'npm run deploy -- --force deletes them',
    }),
  },
  {
    said: /EntityTooLarge/,
    explain: () => ({
      problem: 'The archive of a function is larger than the platform takes (100 MiB).',
      fix: 'serve fewer or smaller models from one deployment; npx pilotlight models lists their sizes',
    }),
  },
  {
    said: /maxScale may not exceed (\d+)/,
    explain: ([, most]) => ({
      problem: `The project’s quota allows a function ${most} instances, but the deploy needs more.`,
      fix: `set PREDICT_MAX_INSTANCES=${most} in apps/inference/config/.env.YOUR-PROJECT, or request more at https://console.cloud.google.com/iam-admin/quotas`,
    }),
  },
  {
    said: /HTTP Error: 429|Quota exceeded/,
    explain: () => ({
      problem: 'Google’s quota for this kind of request is used up for now.',
      fix: `wait a minute or two, then ${RUN_AGAIN}`,
    }),
  },
  {
    said: /Failed to set the IAM Policy|Unable to set the invoker/,
    explain: () => ({
      problem: 'A function could not be opened to callers: only the project itself may call it.',
      fix: 'an owner must grant this account the role Cloud Functions Admin; if an organization policy (Domain restricted sharing) forbids allUsers, an administrator must allow an exception. Then run npm run deploy again',
    }),
  },
  {
    said: /Failed to create scheduler job/,
    explain: () => ({
      problem: 'The schedule of warmUp could not be created.',
      fix: 'an owner must grant this account the role Cloud Scheduler Admin; then run npm run deploy again',
    }),
  },
  {
    said: /HTTP Error: 403,? ?(.*)|PERMISSION_DENIED/,
    explain: ([, reason]) => ({
      problem: `This account may not do something that the deploy needs${reason ? `: ${reason}` : ''}.`,
      fix: 'npx pilotlight doctor lists the missing permissions; an owner must grant the roles',
    }),
  },
  {
    said: /Build failed/,
    explain: () => ({
      problem: 'Google could not build a function from the uploaded files.',
      fix: 'npm run rehearse repeats its build here; the log is at https://console.cloud.google.com/cloud-build/builds',
    }),
  },
  {
    said: /Upload Error: Failed to make request|Unexpected error while uploading|ECONNRESET|ETIMEDOUT|ENOTFOUND/,
    explain: () => ({ problem: 'The connection broke during an upload.', fix: RUN_AGAIN }),
  },
  {
    said: /Timed out|[Tt]imeout reached/,
    explain: () => ({
      problem: 'Google did not finish in time; it may still be at work.',
      fix: `wait a few minutes, then ${RUN_AGAIN}`,
    }),
  },
];

/** Reported alone: after any other failure, the next deploy fixes this too. */
const IMAGES_KEPT: Explanation = {
  problem: 'Google keeps unused images of functions, and charges for more than half a gigabyte.',
  fix: 'npx firebase functions:artifacts:setpolicy --days 1 --location REGION; then run npm run deploy again',
};

/** Explains a failed deploy from the Firebase CLI's output; for unknown errors it refers to that output. */
export function explain(output: string): Explanation[] {
  const found = REASONS.flatMap(({ said, explain: put }) => {
    const match = said.exec(output);
    return match ? [put(match)] : [];
  });
  if (found.length > 0) return found;
  if (output.includes('could not set up cleanup policy')) return [IMAGES_KEPT];
  return [
    {
      problem: 'The Firebase CLI stopped; its reason is above.',
      fix: 'npx firebase deploy --debug prints more; npx pilotlight doctor checks for the usual faults',
    },
  ];
}
