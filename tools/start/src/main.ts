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
  freePorts,
  PortsTakenError,
  readCodebase,
  REPOSITORY,
  startEmulators,
} from '@pilotlight/local-platform';
import { Command } from 'commander';
import { commandWithFreePorts } from './command-with-free-ports.ts';
import { shortLine } from './short-line.ts';
import { watchModels, watchParameters } from './watch-models.ts';

const MODELS = join(REPOSITORY, 'models');
const PARAMETERS = ['apps/inference/config', 'apps/warmup/config'];

const port = wholeNumber('port', { most: 65_535 });

const program = new Command('npm start --')
  .description(
    'Builds Pilotlight and serves it from the Firebase emulators: no login, no account, no network.',
  )
  .option('--hosting-port <port>', 'port of the page', port, DEFAULT_PORTS.hosting)
  .option('--functions-port <port>', 'port of the functions', port, DEFAULT_PORTS.functions)
  .option('--hub-port <port>', 'port of the emulator hub', port, DEFAULT_PORTS.hub)
  .option('--logging-port <port>', 'port of the emulators’ log', port, DEFAULT_PORTS.logging)
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

const chosenPorts = { hosting: hostingPort, functions: functionsPort, hub: hubPort, logging: loggingPort };
try {
  await assertPortsFree(chosenPorts);
  await build();
  await serve(chosenPorts);
} catch (error) {
  if (!(error instanceof LocalPlatformError)) throw error;
  console.error(styleText('red', `Pilotlight does not start: ${error.message}.`));
  if (error instanceof PortsTakenError) {
    const { taken } = error;
    const command = commandWithFreePorts(chosenPorts, {
      taken,
      free: await freePorts(),
      defaults: DEFAULT_PORTS,
    });
    console.error(`To start on free ports:\n\n  ${command}\n`);
  }
  process.exitCode = 1;
}

async function build(): Promise<void> {
  console.log('Building (the next build is shorter) …');
  const turbo = spawn('turbo', ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  await once(turbo, 'exit');
  if (turbo.exitCode !== 0) throw new LocalPlatformError('the build failed; see its output above');
}

/** Serves until it is told to end, and restarts with new models and parameters whenever they change. */
async function serve(ports: EmulatorPorts): Promise<void> {
  const interrupted = Promise.withResolvers<'interrupted'>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupted.resolve('interrupted'));

  let end: 'interrupted' | 'built' | 'ended' = 'built';
  while (end === 'built') {
    const emulators = await start(ports);
    const ended = emulators.exited.then(() => 'ended' as const);
    // If a build fails, the old one stays served.
    end = await Promise.race([interrupted.promise, ended, untilRebuilt()]);
    console.log(end === 'built' ? '\nRestarting …' : '\nStopping …');
    await emulators.stop();
  }
  if (end === 'ended') throw new LocalPlatformError('the emulators ended unexpectedly');
}

/** Resolves when models or parameters have changed and have been built. */
async function untilRebuilt(): Promise<'built'> {
  for (;;) {
    const watches = [
      { name: 'models/', watch: watchModels(MODELS) },
      ...PARAMETERS.map((name) => ({ name: `${name}/`, watch: watchParameters(join(REPOSITORY, name)) })),
    ];
    const changed = await Promise.race(watches.map(({ name, watch }) => watch.changed.then(() => name)));
    for (const { watch } of watches) watch.stop();
    console.log(`\n${changed} has changed.`);
    try {
      await build();
      return 'built';
    } catch (error) {
      if (!(error instanceof LocalPlatformError)) throw error;
      console.error(styleText('red', `The earlier build is still served: ${error.message}.`));
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
  ${styleText('bold', 'Pilotlight is lit.')} Open the page at

    ${styleText(['bold', 'cyan'], emulators.hostingUrl)}

  predict   ${emulators.functionUrl(predict)}
  warmUp    curl -X POST ${emulators.functionUrl(`${warmUp}-0`)}

  After a change of models/ or of a parameter (config/.env), it builds and restarts, and calls fail meanwhile. Any token is
  accepted here, and the project is demo-pilotlight. Press Ctrl+C to stop. The functions’ log follows.
`);
  return emulators;
}
