/**
 * Makes of a functions codebase one folder that stands alone. The Firebase CLI uploads that folder and nothing beside
 * it, and Cloud Build knows no workspace: so everything is bundled into one file, and the folder's `package.json`
 * asks for nothing.
 *
 * @module
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';
import { FUNCTIONS_MANIFEST_FILE, writeFunctionsManifest } from './functions-manifest.ts';
import { removeOtherFiles } from './remove-other-files.ts';

const BUNDLE_FILE = 'index.js';

export interface DeployableOptions {
  /** The codebase: its `package.json`, and `src/index.ts`, which exports the functions. */
  packageDirectory: string;
  /** Files that the code reads at run time, and where in the deployable folder it finds them. */
  files?: readonly { from: string; to: string }[];
}

/** Builds `dist/`. Files are overwritten in place: a running emulator reloads only then. */
export async function buildDeployable({ packageDirectory, files = [] }: DeployableOptions): Promise<void> {
  const output = join(packageDirectory, 'dist');
  await mkdir(output, { recursive: true });

  const declared: PackageJson = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8'));
  await writeFile(
    join(output, 'package.json'),
    `${JSON.stringify(deployedPackage(declared), undefined, 2)}\n`,
  );
  for (const { from, to } of files) {
    await mkdir(dirname(join(output, to)), { recursive: true });
    await copyFile(from, join(output, to));
  }
  const bundled = await bundle({
    entry: join(packageDirectory, 'src/index.ts'),
    output: join(output, BUNDLE_FILE),
  });
  await writeFunctionsManifest(output);

  const built = ['package.json', FUNCTIONS_MANIFEST_FILE, ...bundled, ...files.map(({ to }) => to)];
  await removeOtherFiles(output, new Set(built.map((file) => join(output, file))));
}

interface PackageJson {
  name: string;
  version: string;
  dependencies: Record<string, string>;
}

function deployedPackage({ name, version, dependencies }: PackageJson) {
  const { 'firebase-admin': admin, 'firebase-functions': functions } = dependencies;
  return {
    name,
    version,
    private: true,
    main: BUNDLE_FILE,
    engines: { node: '24' },
    // Both are in the bundle, and Cloud Build installs no devDependencies: only the emulator looks for these names.
    devDependencies: { 'firebase-admin': admin, 'firebase-functions': functions },
  };
}
