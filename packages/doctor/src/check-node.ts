import type { Clone, Finding } from './finding.ts';
import { loadFirebaseLibrary } from './firebase-library.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether this runs on the Node.js that the platform will run, and how long the platform will. */
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
          message: `firebase.json asks for ${name}, which this Firebase CLI does not know`,
          fix: 'change "runtime" in firebase.json',
        },
      ];
    }
    const major = name.replace('nodejs', '');
    const runsIt = version.startsWith(`v${major}.`);
    const daysLeft = Math.floor((Date.parse(runtime.deprecationDate) - now.getTime()) / DAY_MS);
    return [
      runsIt
        ? { subject, verdict: 'good', message: `${version}, of the version that the platform runs` }
        : {
            subject,
            verdict: 'problem',
            message: `this is ${version}, and the platform runs ${runtime.friendly}`,
            why: 'what is compiled and tested here would run on another version there',
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
    return { subject, verdict: 'good', message: `${friendly} is kept up until ${deprecationDate}` };
  return {
    subject,
    verdict: 'warning',
    message: `${friendly} is kept up until ${deprecationDate}, ${daysLeft > 0 ? `${daysLeft} days from now` : 'which has passed'}`,
    why: `from ${decommissionDate} on nothing can be deployed with it`,
    fix: 'take a newer version of this repository, or change "runtime" in firebase.json and "engines" in tools/deployable',
  };
}
