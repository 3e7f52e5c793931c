import { join } from 'node:path';
import { Command } from 'commander';
import { styleFor } from '@pilotlight/command-line/style';

interface Options {
  predict?: string;
  warmUp?: string;
  predictCodebase: string;
  warmUpCodebase: string;
  page?: string;
}

export function initCommand(): Command {
  return new Command('init')
    .description('puts this clone beside what a Firebase project of yours deploys already')
    .argument(
      '[folder]',
      'the project; the nearest folder above this clone with a firebase.json, unless said',
    )
    .option('--predict <name>', 'what to deploy predict as; predict, unless it was named before')
    .option('--warm-up <name>', 'what to deploy warmUp as; warmUp, unless it was named before')
    .option('--predict-codebase <name>', 'what firebase.json calls the code of predict', 'inference')
    .option('--warm-up-codebase <name>', 'what firebase.json calls the code of warmUp', 'warmup')
    .option('--page <target>', 'also deploy the page, to a Hosting site that firebase.json calls so')
    .addHelpText(
      'after',
      `
Adds to the project's firebase.json and changes nothing else in it; names go into the .env files of this clone. Run it
again to change them.

Examples:
  $ pilotlight init
  $ pilotlight init ../shop --predict askModel --warm-up keepModelWarm
  $ pilotlight init --page models`,
    )
    .action(init);
}

async function init(folder: string | undefined, options: Options): Promise<void> {
  const { adopt } = await import('../adopt/adopt.ts');
  const { predict, warmUp, predictCodebase, warmUpCodebase, page } = options;
  const adopted = await adopt(join(import.meta.dirname, '../../../..'), folder, {
    ...(predict !== undefined && { predict }),
    ...(warmUp !== undefined && { warmUp }),
    codebases: { inference: predictCodebase, warmup: warmUpCodebase },
    page,
  });
  const { folder: project, path, names, theirs } = adopted;
  const style = styleFor(process.stdout);
  const own = theirs.length > 0 ? `, beside your own: ${theirs.join(', ')}` : '';
  console.log(`${join(project, 'firebase.json')} has
  ${predictCodebase.padEnd(12)} the function ${style('bold', names.predict)}
  ${warmUpCodebase.padEnd(12)} the function ${style('bold', names.warmUp)}${own}
${page === undefined ? '' : `  ${page.padEnd(12)} the page: npx firebase target:apply hosting ${page} SITE says which site that is\n`}
Next, in ${path}/:
  npm run build           what the emulators and a deploy take
  npx pilotlight doctor   what a deploy still lacks
  npm run rehearse        a deploy to a stand-in for Google, and nothing of yours
  npm run deploy          for real, and nothing of yours
In ${project}:
  firebase emulators:start`);
}
