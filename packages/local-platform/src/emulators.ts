import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { assertPortsFree } from './assert-ports-free.ts';
import { DEFAULT_PORTS, type EmulatorPorts } from './emulator-ports.ts';
import { startChild } from './processes/child.ts';
import { LocalPlatformError } from './local-platform-error.ts';
import { REPOSITORY } from './repository.ts';

const READY_TIMEOUT_MS = 90_000;
const PROJECT = 'demo-pilotlight';

/** The running emulators. */
export interface Emulators {
  readonly project: string;
  readonly ports: EmulatorPorts;
  readonly hostingUrl: string;
  /** Returns the address of a function, in us-central1. */
  functionUrl(name: string): string;
  /** Resolves when the emulators end without being stopped. */
  readonly exited: Promise<number | null>;
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts the functions and Hosting emulators with the build output, without a login, a network or Java.
 *
 * @throws {LocalPlatformError} if a port is taken, or the emulators do not get ready; the message holds their output.
 */
export async function startEmulators({
  ports,
  sources = {},
  configDirectories = {},
  onLine,
}: {
  ports: EmulatorPorts;
  /** Folders within the repository that replace the deployed ones, by codebase. */
  sources?: Readonly<Record<string, string>>;
  /** Folders that replace those of the `.env` files, by codebase. */
  configDirectories?: Readonly<Record<string, string>>;
  onLine?: (line: string) => void;
}): Promise<Emulators> {
  await assertPortsFree(ports);

  // The CLI reads ports only from its configuration, and resolves paths relative to that file.
  const config = join(REPOSITORY, `.firebase.${ports.hub}.json`);
  await writeFile(config, JSON.stringify(await configuration(ports, { sources, configDirectories })));
  const ready = Promise.withResolvers<void>();
  const child = startChild({
    args: [
      join(REPOSITORY, 'node_modules/firebase-tools/lib/bin/firebase.js'),
      'emulators:start',
      '--only=functions,hosting',
      `--project=${PROJECT}`,
      `--config=${config}`,
    ],
    cwd: REPOSITORY,
    env: {
      ...process.env,
      // Otherwise the CLI looks for a Google machine's metadata server, and waits for it.
      METADATA_SERVER_DETECTION: 'none',
      FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
    },
    onLine(line) {
      onLine?.(line);
      if (line.includes('All emulators ready!')) ready.resolve();
    },
  });
  const stop = async () => {
    await child.stop();
    await rm(config, { force: true });
  };

  const failure = (why: string) =>
    new LocalPlatformError(`the emulators ${why}; their output:\n${child.output()}`);
  const timer = setTimeout(() => ready.reject(failure('were not ready in time')), READY_TIMEOUT_MS);
  void child.exited.then(() => ready.reject(failure('ended')));
  try {
    await ready.promise;
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }

  return {
    project: PROJECT,
    ports,
    hostingUrl: `http://127.0.0.1:${ports.hosting}`,
    functionUrl: (name) => `http://127.0.0.1:${ports.functions}/${PROJECT}/us-central1/${name}`,
    exited: child.exited,
    output: () => child.output(),
    stop,
  };
}

interface Configuration {
  functions: { codebase: string; source: string; configDir: string }[];
  emulators: Record<string, object>;
}

async function configuration(
  ports: EmulatorPorts,
  {
    sources,
    configDirectories,
  }: Readonly<Record<'sources' | 'configDirectories', Readonly<Record<string, string>>>>,
): Promise<Configuration> {
  const text = await readFile(join(REPOSITORY, 'firebase.json'), 'utf8');
  // The page may call the functions emulator: its Content-Security-Policy must name that address.
  const config: Configuration = JSON.parse(
    text.replaceAll(functionsOrigin(DEFAULT_PORTS), functionsOrigin(ports)),
  );
  const listening = Object.entries(ports).map(([name, port]) => [name, { host: '127.0.0.1', port }]);
  return {
    ...config,
    functions: config.functions.map((one) => ({
      ...one,
      source: inRepository(sources[one.codebase] ?? one.source),
      configDir: inRepository(configDirectories[one.codebase] ?? one.configDir),
    })),
    emulators: { ...config.emulators, ...Object.fromEntries(listening) },
  };
}

/** Returns the path of a folder within the repository, relative to it. */
function inRepository(path: string): string {
  return relative(REPOSITORY, resolve(REPOSITORY, path));
}

function functionsOrigin({ functions }: EmulatorPorts): string {
  return `http://127.0.0.1:${functions}`;
}
