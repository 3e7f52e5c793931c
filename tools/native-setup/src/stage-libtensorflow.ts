import { mkdir, readdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NativeSetupError } from './native-setup-error.ts';
import { runCommand } from './run-command.ts';
import { step } from './step.ts';

const version = '2.21.0';
const unpackScript = fileURLToPath(new URL('unpack_wheel.py', import.meta.url));

/**
 * Makes `<scratch>/deps` with `lib` and `include`, as tfjs-node's build expects them, from TensorFlow's Python wheel,
 * which every mirror of PyPI has.
 *
 * @returns the path of `deps`.
 *
 * @throws {CommandFailedError} if pip cannot download the wheel.
 */
export async function stageLibtensorflow({ scratch }: { scratch: string }): Promise<string> {
  await step({
    title: `Downloading the wheel of tensorflow-cpu ${version} with pip (270 MB)`,
    work: () => downloadWheel(scratch),
  });
  const wheel = (await readdir(scratch)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) {
    throw new NativeSetupError(
      `pip reported that it downloaded tensorflow-cpu ${version}, but left no wheel.`,
    );
  }
  await step({
    title: 'Unpacking libtensorflow (850 MB)',
    work: () =>
      runCommand({
        file: 'python3',
        args: [unpackScript, join(scratch, wheel), scratch],
        minutes: 10,
        onFailure: 'The wheel could not be unpacked. Is there 1.2 GB of free disk space?',
      }),
  });
  return arrange(scratch);
}

function downloadWheel(scratch: string): Promise<void> {
  return runCommand({
    file: 'python3',
    // Only its C library is used, so the wheel may be for another Python version.
    args: [
      '-m',
      'pip',
      'download',
      `tensorflow-cpu==${version}`,
      `--dest=${scratch}`,
      '--no-deps',
      '--only-binary=:all:',
      '--python-version=3.11',
      '--disable-pip-version-check',
    ],
    minutes: 30,
    onFailure:
      `pip could not download tensorflow-cpu ${version}. ` +
      "Check that pip reaches its index (`python3 -m pip config list`); pip's output:",
  });
}

async function arrange(scratch: string): Promise<string> {
  const unpacked = join(scratch, 'tensorflow');
  const deps = join(scratch, 'deps');
  const lib = join(deps, 'lib');
  await mkdir(lib, { recursive: true });
  await rename(join(unpacked, 'include'), join(deps, 'include'));
  // The build asks for one set of names; the libraries load each other by another.
  for (const [file, name] of [
    ['libtensorflow_cc.so.2', 'libtensorflow.so'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  ] as const) {
    await rename(join(unpacked, file), join(lib, file));
    await symlink(file, join(lib, name));
  }
  return deps;
}
