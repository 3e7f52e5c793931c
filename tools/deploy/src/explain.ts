/** What went wrong, and what to do about it. */
export interface Explanation {
  problem: string;
  fix: string;
}

interface Reason {
  said: RegExp;
  explain: (match: RegExpExecArray) => Explanation;
}

const RUN_AGAIN = 'run npm run deploy again: it takes up where this one stopped';

/** What the Firebase CLI says, in the order in which one would want to hear of it. */
const REASONS: readonly Reason[] = [
  {
    said: /(functions|hosting).* predeploy error/,
    explain: () => ({
      problem: 'The build failed, or a check of what it is made of or of what it made. Nothing was uploaded.',
      fix: 'the lines above say what to fix',
    }),
  },
  {
    said: /Failed to authenticate|Command requires authentication|Authentication Error/,
    explain: () => ({ problem: 'Nobody is logged in, or not any more.', fix: 'npx firebase login --reauth' }),
  },
  {
    said: /Failed to get Firebase project (\S+)\./,
    explain: ([, project]) => ({
      problem: `There is no Firebase project ${project}, or this account may not see it.`,
      fix: 'npx firebase projects:list shows which there are; choose one with -- --project',
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
      fix: 'change the plan at the address above; small use costs nothing on it',
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
      problem: 'The platform has stopped to run this version of Node.js.',
      fix: 'npx pilotlight doctor says which there are',
    }),
  },
  {
    said: /do not exist in your local source code/,
    explain: () => ({
      problem: 'The project has functions of these codebases that are no longer in the code. They were kept.',
      fix: 'npm run deploy -- --force removes them for good',
    }),
  },
  {
    said: /EntityTooLarge/,
    explain: () => ({
      problem: 'The archive of a function is larger than the platform takes (100 MiB).',
      fix: 'serve fewer models from one deployment, or smaller ones; npx pilotlight models says how large each is',
    }),
  },
  {
    said: /maxScale may not exceed (\d+)/,
    explain: ([, most]) => ({
      problem: `The project’s quota allows a function ${most} instances, and more were asked for.`,
      fix: `set PREDICT_MAX_INSTANCES=${most} in apps/inference/config/.env.YOUR-PROJECT, or ask for more at https://console.cloud.google.com/iam-admin/quotas`,
    }),
  },
  {
    said: /HTTP Error: 429|Quota exceeded/,
    explain: () => ({
      problem: 'Google’s quota for this kind of request is used up for the moment.',
      fix: `wait a minute or two, then ${RUN_AGAIN}`,
    }),
  },
  {
    said: /Failed to set the IAM Policy|Unable to set the invoker/,
    explain: () => ({
      problem: 'Nobody but the project itself may call a function: it could not be opened to callers.',
      fix: 'an owner gives this account the role Cloud Functions Admin; where an organisation policy (Domain restricted sharing) forbids allUsers, an administrator makes an exception. Then run npm run deploy again',
    }),
  },
  {
    said: /Failed to create scheduler job/,
    explain: () => ({
      problem: 'The schedule of warmUp could not be made.',
      fix: 'an owner gives this account the role Cloud Scheduler Admin; then run npm run deploy again',
    }),
  },
  {
    said: /HTTP Error: 403,? ?(.*)|PERMISSION_DENIED/,
    explain: ([, reason]) => ({
      problem: `This account may not do something that the deploy needs${reason ? `: ${reason}` : ''}.`,
      fix: 'npx pilotlight doctor lists what it lacks; an owner gives it the roles',
    }),
  },
  {
    said: /Build failed/,
    explain: () => ({
      problem: 'Google could not build a function from what was uploaded.',
      fix: 'npm run rehearse shows what its build would do; the log is at https://console.cloud.google.com/cloud-build/builds',
    }),
  },
  {
    said: /Upload Error: Failed to make request|Unexpected error while uploading|ECONNRESET|ETIMEDOUT|ENOTFOUND/,
    explain: () => ({ problem: 'The connection broke while something was uploaded.', fix: RUN_AGAIN }),
  },
  {
    said: /Timed out|[Tt]imeout reached/,
    explain: () => ({
      problem: 'Google did not finish in time; it may still be at work.',
      fix: `wait a few minutes, then ${RUN_AGAIN}`,
    }),
  },
];

/** Said also where something else failed, and mended by the next deploy then. */
const IMAGES_KEPT: Explanation = {
  problem:
    'Google keeps the images of functions that nobody needs any more, and charges for more than half a gigabyte.',
  fix: 'npx firebase functions:artifacts:setpolicy --days 1 --location REGION; then run npm run deploy again',
};

/** Explains a failed deploy from what the Firebase CLI printed. What nobody foresaw is left to the CLI's own words. */
export function explain(output: string): Explanation[] {
  const found = REASONS.flatMap(({ said, explain: put }) => {
    const match = said.exec(output);
    return match ? [put(match)] : [];
  });
  if (found.length > 0) return found;
  if (output.includes('could not set up cleanup policy')) return [IMAGES_KEPT];
  return [
    {
      problem: 'The Firebase CLI stopped for a reason that stands above.',
      fix: 'npx firebase deploy --debug says more; npx pilotlight doctor looks for what is usually wrong',
    },
  ];
}
