/**
 * Deploys with the Firebase CLI, and leaves nothing behind that a second deploy would not fix.
 *
 * @module
 */
import { type FirebaseRun, runFirebase } from '@pilotlight/local-platform';
import { type Explanation, explain } from './explain.ts';
import { type FunctionLabel, halfMade } from './half-made.ts';

export interface DeployOptions {
  /** The folder of `firebase.json`; the repository unless said. */
  directory?: string;
  /** An id, or an alias of `.firebaserc`; the Firebase CLI chooses unless said. */
  project?: string | undefined;
  /** What of it: `functions`, `hosting`, `functions:inference`; everything unless said. */
  only?: string | undefined;
  /** Also removes functions that are no longer in the code. */
  force?: boolean;
  env?: NodeJS.ProcessEnv;
  /** Hears each line that is printed, the CLI's own and ours. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/** How a deploy ended: with nothing to explain, or with what went wrong. */
export interface DeployOutcome {
  /** What went wrong; empty where everything is deployed. */
  problems: Explanation[];
  output: string;
}

/** Images that no function needs any more are kept this long. They cost something, and are of no use. */
const IMAGE_DAYS = 1;

const INTERRUPTED: Explanation = {
  problem: 'The deploy was interrupted.',
  fix: 'run npm run deploy again: it takes up where this one stopped',
};

export async function deploy({
  project,
  only,
  force = false,
  onLine = () => undefined,
  signal,
  ...place
}: DeployOptions): Promise<DeployOutcome> {
  const ofProject = project === undefined ? [] : [`--project=${project}`];
  const options = { ...place, onLine, signal };
  const what = [...(only === undefined ? [] : [`--only=${only}`]), ...(force ? ['--force'] : [])];
  const args = ['deploy', ...what, ...ofProject];

  let { code, output } = await runFirebase({ ...options, args });
  const regions = regionsWithoutPolicy(output);
  if (code !== 0 && !signal?.aborted && regions.length > 0 && halfMade(output).length === 0) {
    // Where nobody can be asked, the CLI stops here, with the functions deployed and the page not.
    onLine(`Images of functions that nobody needs any more are removed after ${IMAGE_DAYS} day from now on.`);
    for (const region of regions) {
      const policy = [`--location=${region}`, `--days=${IMAGE_DAYS}`, '--force'];
      await runFirebase({ ...options, args: ['functions:artifacts:setpolicy', ...policy, ...ofProject] });
    }
    // What was built and checked a moment ago is still what it was.
    const env = { ...place.env, PILOTLIGHT_BUILT: 'true' };
    ({ code, output } = await runFirebase({ ...options, env, args }));
  }
  if (code === 0) return { problems: [], output };
  // Also when it was interrupted; so not with `signal`.
  const left = await removeHalfMade(halfMade(output), (removal) =>
    runFirebase({ ...place, onLine, args: [...removal, ...ofProject] }),
  );
  const problems = signal?.aborted ? [INTERRUPTED] : explain(output);
  return { problems: [...problems, ...left], output };
}

function regionsWithoutPolicy(output: string): string[] {
  const [, regions = ''] = /could not set up cleanup policy in locations? ([\w, -]+)\./.exec(output) ?? [];
  return regions.split(', ').filter((region) => region !== '');
}

/** Removes what is left of functions, so that the next deploy creates them; what resists is put into words. */
async function removeHalfMade(
  functions: readonly FunctionLabel[],
  firebase: (args: readonly string[]) => Promise<FirebaseRun>,
): Promise<Explanation[]> {
  const left: Explanation[] = [];
  for (const { codebase, id, region } of functions) {
    const args = ['functions:delete', `${codebase}:${id}`, `--region=${region}`, '--force'];
    const { code, output } = await firebase(args);
    // It was refused before there was anything.
    if (code === 0 || output.includes('do not match any existing functions')) continue;
    left.push({
      problem: `${id} was begun and not finished, and could not be removed again.`,
      fix: `npx firebase ${args.join(' ')}; then run npm run deploy again. Otherwise it would stay closed to callers`,
    });
  }
  return left;
}
