import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import {
  assertPortsFree,
  DEFAULT_PORTS,
  type EmulatorPorts,
  type Emulators,
  LocalPlatformError,
  readCodebase,
  REPOSITORY,
  startEmulators,
} from '@pilotlight/local-platform';
import { Command } from 'commander';
import { shortLine } from './short-line.ts';
import { watchModels } from './watch-models.ts';

const MODELS = join(REPOSITORY, 'models');

const port = wholeNumber('port', { most: 65_535 });

const program = new Command('npm start --')
  .description(
    'Builds Pilotlight and serves it from the Firebase emulators: no login, no account, no network.',
  )
  .option('--hosting-port <port>', 'where the page is', port, DEFAULT_PORTS.hosting)
  .option('--functions-port <port>', 'where the functions are', port, DEFAULT_PORTS.functions)
  .option('--hub-port <port>', 'where the emulators find each other', port, DEFAULT_PORTS.hub)
  .option('--logging-port <port>', 'where the emulators put their log', port, DEFAULT_PORTS.logging)
  .addHelpText(
    'after',
    '\nExamples:\n  $ npm start\n  $ npm start -- --hosting-port 8080 --functions-port 8081',
  )
  .parse();

interface Options {
  hostingPort: number;
  functionsPort: number;
  hubPort: number;
  loggingPort: number;
}

const { hostingPort, functionsPort, hubPort, loggingPort } = program.opts<Options>();

try {
  const ports = { hosting: hostingPort, functions: functionsPort, hub: hubPort, logging: loggingPort };
  await assertPortsFree(ports);
  await build();
  await serve(ports);
} catch (error) {
  if (!(error instanceof LocalPlatformError)) throw error;
  console.error(styleText('red', `Pilotlight does not start: ${error.message}.`));
  console.error('Other ports: npm start -- --help');
  process.exitCode = 1;
}

async function build(): Promise<void> {
  console.log('Building (a second time it takes a moment only) …');
  const turbo = spawn('turbo', ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  await once(turbo, 'exit');
  if (turbo.exitCode !== 0) throw new LocalPlatformError('the build failed, as it says above');
}

/** Serves until it is told to end, and anew with what `models/` holds whenever that changes. */
async function serve(ports: EmulatorPorts): Promise<void> {
  const interrupted = Promise.withResolvers<'interrupted'>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupted.resolve('interrupted'));

  let end: 'interrupted' | 'built' | 'ended' = 'built';
  while (end === 'built') {
    const emulators = await start(ports);
    const ended = emulators.exited.then(() => 'ended' as const);
    // A build that fails leaves what is served as it is.
    end = await Promise.race([interrupted.promise, ended, untilRebuilt()]);
    console.log(end === 'built' ? '\nStarting anew …' : '\nStopping …');
    await emulators.stop();
  }
  if (end === 'ended') throw new LocalPlatformError('the emulators ended by themselves');
}

/** Resolves when the models have changed and what they make has been built. */
async function untilRebuilt(): Promise<'built'> {
  for (;;) {
    const watched = watchModels(MODELS);
    await watched.changed;
    watched.stop();
    console.log('\nmodels/ has changed.');
    try {
      await build();
      return 'built';
    } catch (error) {
      if (!(error instanceof LocalPlatformError)) throw error;
      console.error(styleText('red', `Still served is what was served before: ${error.message}.`));
    }
  }
}

async function start(ports: EmulatorPorts): Promise<Emulators> {
  console.log('Starting the emulators …');
  let isReady = false;
  const emulators = await startEmulators({
    ports,
    onLine(line) {
      if (isReady) console.log(styleText('dim', shortLine(line)));
    },
  });
  isReady = true;
  const { PREDICT_FUNCTION: predict = 'predict' } = (await readCodebase('inference')).env;
  const { WARM_UP_FUNCTION: warmUp = 'warmUp' } = (await readCodebase('warmup')).env;
  console.log(`
  ${styleText('bold', 'Pilotlight is lit.')} Draw a digit at

    ${styleText(['bold', 'cyan'], emulators.hostingUrl)}

  predict   ${emulators.functionUrl(predict)}
  warmUp    curl -X POST ${emulators.functionUrl(`${warmUp}-0`)}

  A model that is added to models/ is served in a moment. Ctrl+C ends it. What the functions log follows.
`);
  return emulators;
}
