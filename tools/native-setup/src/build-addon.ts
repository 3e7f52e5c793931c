import { access, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { replaceDirectory } from './replace-directory.ts';
import { runCommand } from './run-command.ts';
import { nodeApiVersion, type TfjsNodePackage } from './tfjs-node-package.ts';

/**
 * Compiles the addon against the libtensorflow in the package's `deps`, and puts it where tfjs-node looks for it.
 *
 * @param scratch a folder on the same disk, for unfinished files.
 *
 * @throws {CommandFailedError} if it does not compile.
 */
export async function buildAddon({
  tfjsNode,
  scratch,
}: {
  tfjsNode: TfjsNodePackage;
  scratch: string;
}): Promise<void> {
  const finished = join(scratch, 'addon');
  const { directory, addonDirectory } = tfjsNode;
  await runCommand({
    file: process.execPath,
    args: [
      createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js'),
      'rebuild',
      '--module_name=tfjs_binding',
      `--module_path=${finished}`,
      `--napi_build_version=${nodeApiVersion}`,
      ...(await headersBesideNode()),
    ],
    directory,
    minutes: 10,
    onFailure: 'The addon did not compile; the end of node-gyp’s output:',
  });
  await rm(join(directory, 'build'), { recursive: true, force: true });
  await replaceDirectory({ from: finished, to: addonDirectory });
}

/** Returns an option that saves node-gyp the download of headers, if this Node.js came with its own. */
async function headersBesideNode(): Promise<string[]> {
  const root = dirname(dirname(process.execPath));
  try {
    await access(join(root, 'include', 'node', 'node_api.h'));
    return [`--nodedir=${root}`];
  } catch {
    return [];
  }
}
