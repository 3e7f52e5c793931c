import type { Clone, Finding } from './finding.ts';
import { loadFirebaseLibrary } from './firebase-library.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Checks that this process runs on the platform's Node.js version, and that the version has support left. */
export async function checkNode(
  { codebases }: Pick<Clone, 'codebases'>,
  { version = process.version, now = new Date() } = {},
): Promise<Finding[]> {
  const { runtimes } = loadFirebaseLibrary();
  const names = [...new Set(codebases.map(({ runtime }) => runtime))];
  return names.flatMap((name) => {
    const subject = 'Node.js';
    const runtime = runtimes[name];
    if (!runtime) {
      return [
        {
          subject,
          verdict: 'problem',
          message: `firebase.json names the runtime ${name}, which this Firebase CLI does not know`,
          fix: 'change "runtime" in firebase.json',
        },
      ];
    }
    const major = name.replace('nodejs', '');
    const runsIt = version.startsWith(`v${major}.`);
    const daysLeft = Math.floor((Date.parse(runtime.deprecationDate) - now.getTime()) / DAY_MS);
    return [
      runsIt
        ? { subject, verdict: 'good', message: `${version}, the version that the platform runs` }
        : {
            subject,
            verdict: 'problem',
            message: `this is ${version}, and the platform runs ${runtime.friendly}`,
            why: 'the code is compiled and tested here, but would run on another version there',
            fix: 'npm ci, which installs it, then npm run deploy or npx pilotlight',
          },
      endOfLife(subject, runtime, daysLeft),
    ];
  });
}

function endOfLife(
  subject: string,
  {
    friendly,
    deprecationDate,
    decommissionDate,
  }: { friendly: string; deprecationDate: string; decommissionDate: string },
  daysLeft: number,
): Finding {
  if (daysLeft > 180)
    return { subject, verdict: 'good', message: `${friendly} is supported until ${deprecationDate}` };
  return {
    subject,
    verdict: 'warning',
    message: `${friendly} is supported until ${deprecationDate}, ${daysLeft > 0 ? `${daysLeft} days from now` : 'which has passed'}`,
    why: `from ${decommissionDate} on it cannot be deployed`,
    fix: 'update to a newer version of this repository, or change "runtime" in firebase.json and "engines" in packages/deployable/src/build-deployable.ts',
  };
}
