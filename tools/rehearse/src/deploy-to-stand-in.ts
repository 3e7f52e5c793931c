import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deploy } from '@pilotlight/deploy';
import { type GoogleStandIn, standInEnvironment } from '@pilotlight/google-stand-in';
import { createDiscoveryClock, type DiscoveryClock } from './discovery.ts';
import { RehearsalError } from './problem.ts';

/**
 * Deploys to a stand-in, in the same way as `npm run deploy`.
 *
 * @param directory the folder of `firebase.json`.
 *
 * @param only the parts to deploy.
 *
 * @param folder a folder for the CLI's home.
 *
 * @throws {RehearsalError} if the deploy fails, with the explanation that `npm run deploy` would give.
 */
export async function deployToStandIn(
  standIn: GoogleStandIn,
  {
    directory,
    project,
    only,
    folder,
    onLine,
  }: {
    directory: string;
    project: string | undefined;
    only: string;
    folder: string;
    onLine: (line: string) => void;
  },
): Promise<DiscoveryClock> {
  const home = join(folder, 'home');
  await mkdir(home);
  const clock = createDiscoveryClock();
  const { problems, output } = await deploy({
    directory,
    project,
    only,
    env: { ...(await standInEnvironment(standIn.url, home)), PILOTLIGHT_REHEARSAL: 'true' },
    onLine(line) {
      clock.onLine(line);
      onLine(line);
    },
  });
  const unforeseen = standIn.unforeseen.map((request) => `the stand-in got an unknown request: ${request}`);
  if (problems.length > 0) {
    const explained = problems.map(({ problem, fix }) => `${problem}\n  fix: ${fix}`);
    throw new RehearsalError('deploy', [output, ...explained, ...unforeseen].join('\n'));
  }
  return clock;
}
