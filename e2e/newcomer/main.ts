// Follows the docs in an empty folder, as a new user does: `npm run check:newcomer`. Exits with 1 if a command fails, a
// promise is not kept, or it takes more than ten minutes.

import { withExitOnSignal } from '@pilotlight/command-line/exit-on-signal';
import { Argument, Command } from 'commander';
import { followProjectPage } from './follow-project-page.ts';
import { followWebPage } from './follow-web-page.ts';

const MAX_SECONDS = 600;

const WAYS = {
  web: { page: 'in-your-web-app.md', follow: followWebPage },
  project: { page: 'in-your-firebase-project.md', follow: followProjectPage },
} as const;

const isWay = (way: string | undefined): way is keyof typeof WAYS =>
  way !== undefined && Object.hasOwn(WAYS, way);
const program = new Command('npm run check:newcomer --')
  .description('Follows the docs from an empty folder to a typed answer, and prints how long that took.')
  .addArgument(new Argument('[way]', 'one of the two; defaults to both').choices(Object.keys(WAYS)))
  .parse();
const [way] = program.args;

for (const name of isWay(way) ? [way] : (['web', 'project'] as const)) {
  const { page, follow } = WAYS[name];
  console.log(`\ndocs/${page}`);
  const { seconds, seen } = await withExitOnSignal(() => follow(page));
  for (const line of seen) console.log(`        ${line}`);
  console.log(`${seconds.toFixed(0).padStart(5)} s  in all`);
  if (seconds > MAX_SECONDS) process.exitCode = 1;
}
