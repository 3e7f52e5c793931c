import { join } from 'node:path';
import { buildDeployable } from '@pilotlight/deployable';
import { installedEngineAssets } from '@pilotlight/model-runtime/installed-engine-assets';
import { listModelFiles } from '@pilotlight/model-runtime/list-model-files';
import { WASM_FILE } from '@pilotlight/model-runtime/wasm-file';

const here = import.meta.dirname;
const models = join(here, '../../models');

await buildDeployable({
  packageDirectory: here,
  files: [
    { from: join(installedEngineAssets(), WASM_FILE), to: join('engines', WASM_FILE) },
    // The models' own files and manifests; not the model cards, which no function reads.
    ...(await listModelFiles(models)).map((file) => ({ from: join(models, file), to: join('models', file) })),
  ],
});
