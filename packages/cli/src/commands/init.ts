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
    .description('adds this clone to your Firebase project, beside its own functions')
    .argument('[folder]', 'the project; defaults to the nearest folder above this clone with a firebase.json')
    .option('--predict <name>', 'the name to deploy predict under; defaults to its last name, or predict')
    .option('--warm-up <name>', 'the name to deploy warmUp under; defaults to its last name, or warmUp')
    .option('--predict-codebase <name>', 'the codebase of predict in firebase.json', 'inference')
    .option('--warm-up-codebase <name>', 'the codebase of warmUp in firebase.json', 'warmup')
    .option('--page <target>', 'also deploy the page, to the Hosting site with this target in firebase.json')
    .addHelpText(
      'after',
      `
It adds to the project's firebase.json and changes nothing else in it. The names are written to the .env files of this
clone. Run it again to change them.

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
${page === undefined ? '' : `  ${page.padEnd(12)} the page: npx firebase target:apply hosting ${page} SITE sets its site\n`}
Next, in ${path}/:
  npm run build           builds what the emulators and a deploy need
  npx pilotlight doctor   says what a deploy still lacks
  npm run rehearse        deploys to a stand-in for Google, and none of your own functions
  npm run deploy          deploys for real, and none of your own functions
In ${project}:
  firebase emulators:start`);
}
