import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { Command } from 'commander';
import { Application } from 'typedoc';
import { apiOptions } from './api-options.ts';

const OUTPUT = join(REPOSITORY, 'dist/api');

new Command('npm run docs --')
  .description(
    'Writes the API pages of client, protocol and model-runtime into dist/api, after docs/reference.',
  )
  .addHelpText('after', '\nExample:\n  $ npm run docs && open dist/api/index.html')
  .parse();

const app = await Application.bootstrap(apiOptions);
const project = await app.convert();
if (!project) process.exit(1);
app.validate(project);
await app.generateDocs(project, OUTPUT);
// A link or a tag that leads nowhere is a fault of the docs.
if (app.logger.hasWarnings() || app.logger.hasErrors()) process.exitCode = 1;
