import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { styleText } from 'node:util';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import {
  assertPortsFree,
  DEFAULT_PORTS,
  type EmulatorPorts,
  LocalPlatformError,
  REPOSITORY,
  startEmulators,
} from '@pilotlight/local-platform';
import { Command } from 'commander';

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

async function serve(ports: EmulatorPorts): Promise<void> {
  console.log('Starting the emulators …');
  const interrupted = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupted.resolve());

  let isReady = false;
  const emulators = await startEmulators({
    ports,
    onLine(line) {
      if (isReady) console.log(styleText('dim', line));
    },
  });
  isReady = true;
  console.log(`
  ${styleText('bold', 'Pilotlight is lit.')} Draw a digit at

    ${styleText(['bold', 'cyan'], emulators.hostingUrl)}

  predict   ${emulators.functionUrl('predict')}
  warmUp    curl -X POST ${emulators.functionUrl('warmUp-0')}

  Ctrl+C ends it. What the functions log follows.
`);
  const code = await Promise.race([interrupted.promise.then(() => 'interrupted' as const), emulators.exited]);
  console.log('\nStopping …');
  await emulators.stop();
  if (code !== 'interrupted') throw new LocalPlatformError('the emulators ended by themselves');
}
