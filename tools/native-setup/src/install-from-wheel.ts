import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAddon } from './build-addon.ts';
import { NativeSetupError } from './native-setup-error.ts';
import { replaceDirectory } from './replace-directory.ts';
import { requireTool } from './require-tool.ts';
import { stageLibtensorflow } from './stage-libtensorflow.ts';
import { step } from './step.ts';
import type { TfjsNodePackage } from './tfjs-node-package.ts';

/**
 * Builds the addon on this machine against the libtensorflow of a Python wheel.
 *
 * @throws {NativeSetupError} if this is not Linux, if Python, pip or a compiler is missing, or if a step fails.
 */
export async function installFromWheel({ tfjsNode }: { tfjsNode: TfjsNodePackage }): Promise<void> {
  if (process.platform !== 'linux') {
    throw new NativeSetupError(
      `The build against a wheel needs Linux, but this is ${process.platform}. Use \`--from vendor\`.`,
    );
  }
  await requireBuildTools();
  // Beside its destination: a rename cannot cross disks.
  const scratch = await mkdtemp(join(tfjsNode.directory, '.native-setup-'));
  try {
    const deps = await stageLibtensorflow({ scratch });
    await replaceDirectory({ from: deps, to: join(tfjsNode.directory, 'deps') });
    await step({ title: 'Compiling the addon', work: () => buildAddon({ tfjsNode, scratch }) });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function requireBuildTools(): Promise<void> {
  const packages = 'On Debian or Ubuntu: `apt-get install python3 python3-pip make g++`.';
  await requireTool({ file: 'python3', args: ['--version'], fix: `Install Python 3. ${packages}` });
  await requireTool({
    file: 'python3',
    args: ['-m', 'pip', '--version'],
    fix: `Install pip. ${packages}`,
  });
  await requireTool({ file: 'make', args: ['--version'], fix: `Install make. ${packages}` });
  await requireTool({ file: 'c++', args: ['--version'], fix: `Install a C++ compiler. ${packages}` });
}
