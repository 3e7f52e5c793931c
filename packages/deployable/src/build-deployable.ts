/**
 * Makes of a functions codebase one folder that stands alone. The Firebase CLI uploads that folder and nothing beside
 * it, and Cloud Build knows no workspace: so everything is bundled into one file, and the folder has a lockfile for
 * the little that is left to install. The same folder runs in a container, or anywhere that has Node.js.
 *
 * @module
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockBeside, withLock } from '@pilotlight/command-line/lock';
import { bundle } from './bundle.ts';
import { bundleThread } from './bundle-thread.ts';
import { writeCodeCache } from './code-cache.ts';
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
 * Not `index.js`: to find out what kind of module that is, the Functions Framework loads packages of its own, which takes
 * a twentieth of a cold start.
 */
const MAIN_FILE = 'index.cjs';
/** Where the bundle is, and what its first file is called. */
const CODE_FOLDER = 'code';
const BUNDLE_FILE = 'functions.js';

/** A file to copy, or what is to stand in it, which is made when it is written where it is much. */
export type DeployedFile = { to: string } & (
  | { from: string }
  | { text: string }
  | { content: () => Promise<Uint8Array> }
);

export interface DeployableOptions {
  /** The codebase: its `package.json`, and `src/index.ts`, which exports the functions. */
  packageDirectory: string;
  /** The folder to build, `dist` in the codebase unless said. */
  output?: string;
  /** Files that the code reads at run time, and where in the deployable folder it finds them. */
  files?: readonly DeployedFile[];
  /** Modules that run in threads of their own: each is bundled into a file, and the code finds it there. */
  threads?: readonly { from: string; to: string }[];
  /** Packages that cannot be bundled, to the versions that the platform is to install. */
  dependencies?: Readonly<Record<string, string>>;
  /** Modules that nothing will ask for in this deployment, by their absolute paths. */
  without?: readonly string[];
  /** Constants of the build: JavaScript that stands for each name. */
  define?: Readonly<Record<string, string>>;
  /** Which requests it takes, where those are other than usual. */
  requests?: Partial<RequestBounds>;
  /** What its functions are deployed as, by the names that it exports them by, where the two differ. */
  names?: Readonly<Record<string, string>>;
  /** Calls to make of it while it is built; what they run is compiled now instead of then. */
  exercise?: Exercise;
}

/**
 * Builds the folder. Files are overwritten in place: a running emulator reloads only then.
 *
 * @throws {CommandError} where another build writes it.
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
    engines: { node: '24' },
    scripts: {
      start: 'functions-framework',
      postinstall: `node ${INSTALL_STEP}`,
    },
    // The platform would bring a framework of its own, years older, and a host that is not Google's none.
    dependencies,
    // Both are in the bundle, and Cloud Build installs no devDependencies: only the emulator looks for these names.
    devDependencies: { 'firebase-admin': admin, 'firebase-functions': functions },
  };
}
