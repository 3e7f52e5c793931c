/**
 * Turns a functions codebase into one self-contained folder. The Firebase CLI uploads only that folder, and Cloud Build
 * knows no workspaces: so everything is bundled, and the folder has a lockfile for the few packages that are left to
 * install. The same folder runs in a container, or anywhere that has Node.js.
 *
 * @module
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockBeside, withLock } from '@pilotlight/command-line/lock';
import { bundle } from './bundle.ts';
import { bundleThread } from './bundle-thread.ts';
import { NODE_VERSION, writeCodeCache } from './code-cache.ts';
import { DOCKERFILE, DOCKERFILE_TEXT } from './dockerfile.ts';
import type { Exercise } from './exercise.ts';
import type { RequestBounds } from './framework/body/request-bounds.ts';
import { provideFramework } from './framework/chosen-framework.ts';
import { FRAMEWORK } from './framework/write-framework.ts';
import { writeFileList } from './file-list.ts';
import { FUNCTIONS_MANIFEST_FILE, writeFunctionsManifest } from './functions-manifest.ts';
import { INSTALL_STEP, writeInstallStep } from './install/write-install-step.ts';
import { LOCKFILE, writeLockfile } from './lockfile.ts';
import { removeOtherFiles } from './remove-other-files.ts';

export type { RequestBounds };

/**
 * The main file. It is not `index.js`: for a `.js` file the Functions Framework loads packages of its own to find out
 * the module's kind, which takes a twentieth of a cold start.
 */
const MAIN_FILE = 'index.cjs';
/** The folder of the bundle. */
const CODE_FOLDER = 'code';
const BUNDLE_FILE = 'functions.js';

/** A file to copy, or its contents: a text, or a function that makes large contents when they are written. */
export type DeployedFile = { to: string } & (
  | { from: string }
  | { text: string }
  | { content: () => Promise<Uint8Array> }
);

export interface DeployableOptions {
  /** The codebase's folder, with its `package.json` and `src/index.ts`, which exports the functions. */
  packageDirectory: string;
  /** The folder to build; defaults to `dist` in the codebase. */
  output?: string;
  /** Files that the code reads at run time, and their places in the deployable folder. */
  files?: readonly DeployedFile[];
  /** Modules that run in threads of their own: each is bundled into one file, at the place `to`. */
  threads?: readonly { from: string; to: string }[];
  /** Packages that cannot be bundled, each with the version that the platform installs. */
  dependencies?: Readonly<Record<string, string>>;
  /** Absolute paths of modules that this deployment never loads. */
  without?: readonly string[];
  /** Constants of the build: a JavaScript expression for each name. */
  define?: Readonly<Record<string, string>>;
  /** Bounds of requests, where they differ from the default ones. */
  requests?: Partial<RequestBounds>;
  /** Deployed names of functions, by their exported names, where the two differ. */
  names?: Readonly<Record<string, string>>;
  /** Calls to make during the build: the code that they run is then already compiled when the function is deployed. */
  exercise?: Exercise;
}

/**
 * Builds the folder. Files are overwritten in place: a running emulator reloads only then.
 *
 * @throws {CommandError} if another build is writing to it.
 */
export async function buildDeployable(options: DeployableOptions): Promise<void> {
  const { packageDirectory, output = join(packageDirectory, 'dist') } = options;
  await withLock({ lock: lockBeside(output), what: output }, () => build({ ...options, output }));
}

async function build({
  packageDirectory,
  output,
  files = [],
  threads = [],
  dependencies = {},
  without = [],
  define = {},
  requests,
  names,
  exercise,
}: DeployableOptions & { output: string }): Promise<void> {
  await mkdir(output, { recursive: true });

  const declared: PackageJson = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8'));
  const framework = await provideFramework(output, requests);
  const deployed = deployedPackage(declared, { [FRAMEWORK]: framework.dependency, ...dependencies });
  await writeFile(join(output, 'package.json'), `${JSON.stringify(deployed, undefined, 2)}\n`);
  await writeLockfile(output, packageDirectory);
  await writeFile(join(output, DOCKERFILE), DOCKERFILE_TEXT);
  for (const file of files) {
    const path = join(output, file.to);
    await mkdir(dirname(path), { recursive: true });
    if ('from' in file) await copyFile(file.from, path);
    else await writeFile(path, 'text' in file ? file.text : await file.content());
  }
  const bundled = await bundle({
    entry: join(packageDirectory, 'src/index.ts'),
    output: join(output, CODE_FOLDER, BUNDLE_FILE),
    external: Object.keys(dependencies),
    without,
    define,
  });
  const threadFiles: string[] = [];
  for (const { from, to } of threads) {
    const written = await bundleThread(from, join(output, to));
    threadFiles.push(...written.map((name) => join(dirname(to), name)));
  }
  const cached = await writeCodeCache(
    { loader: join(output, MAIN_FILE), bundle: join(output, CODE_FOLDER, BUNDLE_FILE) },
    join(import.meta.dirname, 'exercise-functions.ts'),
    exercise,
  );
  const install = await writeInstallStep(output, {
    program: framework.program,
    folders: [...framework.folders, CODE_FOLDER],
    ...(exercise ? { exercise } : {}),
  });
  await writeFunctionsManifest(output, names);

  const built = [
    'package.json',
    LOCKFILE,
    DOCKERFILE,
    FUNCTIONS_MANIFEST_FILE,
    ...framework.files,
    MAIN_FILE,
    ...install,
    ...[...bundled, ...cached].map((file) => join(CODE_FOLDER, file)),
    ...threadFiles,
    ...files.map(({ to }) => to),
  ];
  await removeOtherFiles(output, new Set(built.map((file) => join(output, file))));
  await writeFileList(output);
}

interface PackageJson {
  name: string;
  version: string;
  dependencies: Record<string, string>;
}

function deployedPackage(
  { name, version, ...declared }: PackageJson,
  dependencies: Readonly<Record<string, string>>,
) {
  const { 'firebase-admin': admin, 'firebase-functions': functions } = declared.dependencies;
  return {
    name,
    version,
    private: true,
    main: MAIN_FILE,
    engines: { node: NODE_VERSION },
    scripts: {
      start: 'functions-framework',
      postinstall: `node ${INSTALL_STEP}`,
    },
    // Without this the platform adds an older framework of its own, and hosts other than Google's add none.
    dependencies,
    // Both are in the bundle, and Cloud Build installs no devDependencies. Only the emulator looks for these names.
    devDependencies: { 'firebase-admin': admin, 'firebase-functions': functions },
  };
}
