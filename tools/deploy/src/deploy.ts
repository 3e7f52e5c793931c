/**
 * Deploys with the Firebase CLI, and leaves no state that a second deploy would not fix.
 *
 * @module
 */
import { type FirebaseRun, runFirebase } from '@pilotlight/local-platform';
import { type Explanation, explain } from './explain.ts';
import { type FunctionLabel, halfMade } from './half-made.ts';

export interface DeployOptions {
  /** The folder of `firebase.json`; defaults to the repository. */
  directory?: string;
  /** An id, or an alias of `.firebaserc`; defaults to the Firebase CLI's choice. */
  project?: string | undefined;
  /** The parts to deploy: `functions`, `hosting`, `functions:inference`; defaults to everything. */
  only?: string | undefined;
  /** Also removes functions that are no longer in the code. */
  force?: boolean;
  env?: NodeJS.ProcessEnv;
  /** Gets each line of output, the CLI's and ours. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/** Result of a deploy. */
export interface DeployOutcome {
  /** The problems; empty if everything is deployed. */
  problems: Explanation[];
  output: string;
}

/** Days for which unused images of functions are kept. They cost money and serve no purpose. */
const IMAGE_DAYS = 1;

const INTERRUPTED: Explanation = {
  problem: 'The deploy was interrupted.',
  fix: 'run npm run deploy again: it continues where this one stopped',
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
    // Where the CLI cannot prompt, it stops here: the functions are deployed, the page is not.
    onLine(`From now on, unused images of functions are removed after ${IMAGE_DAYS} day.`);
    for (const region of regions) {
      const policy = [`--location=${region}`, `--days=${IMAGE_DAYS}`, '--force'];
      await runFirebase({ ...options, args: ['functions:artifacts:setpolicy', ...policy, ...ofProject] });
    }
    // The build and its checks are only moments old.
    const env = { ...place.env, PILOTLIGHT_BUILT: 'true' };
    ({ code, output } = await runFirebase({ ...options, env, args }));
  }
  if (code === 0) return { problems: [], output };
  // Also after an interruption, and therefore without `signal`.
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

/** Removes half-created functions, so that the next deploy creates them again; explains those that it cannot remove. */
async function removeHalfMade(
  functions: readonly FunctionLabel[],
  firebase: (args: readonly string[]) => Promise<FirebaseRun>,
): Promise<Explanation[]> {
  const left: Explanation[] = [];
  for (const { codebase, id, region } of functions) {
    const args = ['functions:delete', `${codebase}:${id}`, `--region=${region}`, '--force'];
    const { code, output } = await firebase(args);
    // The creation was refused before anything existed.
    if (code === 0 || output.includes('do not match any existing functions')) continue;
    left.push({
      problem: `The creation of ${id} was not finished, and the rest of it could not be removed.`,
      fix: `npx firebase ${args.join(' ')}; then run npm run deploy again. Otherwise it would not accept calls`,
    });
  }
  return left;
}
