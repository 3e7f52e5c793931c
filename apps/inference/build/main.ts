import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBytes } from '@pilotlight/command-line/format-bytes';
import { functionMemory } from '@pilotlight/costs/function-memory';
import { buildDeployable } from '@pilotlight/deployable';
import { addonLoads, PART_NAMES, RUNTIME_PARTS } from '@pilotlight/model-runtime/deployment';
import { median } from '@pilotlight/model-runtime/measure';
import { hasEarlierSnapshot } from '@pilotlight/model-runtime/snapshot';
import { type ModelDirectory, readCatalog, readModels } from '@pilotlight/model-runtime/store';
import { assertPlatformLoads } from './assert-platform-loads.ts';
import { deployedModels } from './deployed-models.ts';
import { firstCalls } from './first-calls.ts';
import { asServed, readBuildChoices, warmedModels } from './build-choices.ts';
import { neededParts } from './needed-parts.ts';
import { requestBounds } from './request-bounds.ts';
import { uploadSize } from './upload-size.ts';

const MIB = 1024 * 1024;
/** The most models to list by name. */
const MAX_NAMED = 20;

const packageDirectory = join(import.meta.dirname, '..');

// The defaults build the deployment; tests pass other models, another folder and other settings.
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: join(packageDirectory, '../../models') },
    output: { type: 'string', default: join(packageDirectory, 'dist') },
    settings: { type: 'string', default: join(packageDirectory, 'config/.env') },
  },
});
const modelsDirectory = resolve(values.models);

const choices = await readBuildChoices(values.settings);
const { all, labeled, labelsOf } = await readCatalog(modelsDirectory);
const uploaded = choices.versions === 'labeled' ? labeled : all;
const models = await readModels(modelsDirectory, uploaded);
await assertPlatformLoads(models);
const memory = functionMemory(models.map(asServed), choices);
const warmed = warmedModels(models.map(asServed), { ...choices, budgetMiB: memory.budgetMiB });
const needed = neededParts(models.map(({ manifest }) => manifest));
const isAddonMissing = needed.has('tfjs-node') && !(await addonLoads());
const unasked = isAddonMissing ? models.filter(({ manifest }) => manifest.engine === 'tfjs-node') : [];
const shipped = PART_NAMES.filter((name) => needed.has(name)).map((name) => RUNTIME_PARTS[name]);
const left = PART_NAMES.filter((name) => !needed.has(name)).map((name) => RUNTIME_PARTS[name]);

await buildDeployable({
  packageDirectory,
  output: resolve(values.output),
  files: [
    ...shipped.flatMap(({ files }) =>
      Object.entries(files).map(([name, path]) => ({ from: path, to: join('engines', name) })),
    ),
    ...(await deployedModels(models, { modelsDirectory, labelsOf })),
  ],
  threads: shipped.flatMap(({ threads }) =>
    Object.entries(threads).map(([name, module]) => ({ from: module, to: join('engines', name) })),
  ),
  dependencies: Object.assign({}, ...shipped.map(({ packages }) => packages)),
  without: left.map(({ module }) => module),
  define: {
    MEMORY: JSON.stringify(memory.option),
    CPU: String(memory.vcpus),
    MODELS_MIB: String(memory.budgetMiB),
    PINNED: JSON.stringify(choices.pinned),
    VERSIONS: JSON.stringify(choices.versions),
    WARMED: JSON.stringify(warmed) ?? 'undefined',
    IMAGE_MEMORY_BYTES: String(memory.imageMiB * MIB),
  },
  names: { predict: choices.functionName },
  requests: requestBounds(memory.bodiesMiB * MIB),
  exercise: { target: 'predict', calls: firstCalls(models, unasked) },
});

console.log(`models    ${namesOf(uploaded)}`);
const leftOut = all.filter((directory) => !uploaded.includes(directory));
if (leftOut.length > 0)
  console.log(`left out  ${namesOf(leftOut)}: no label points to them, and PREDICT_VERSIONS is labeled`);
for (const { directory } of models.filter((one) => hasEarlierSnapshot(one.manifest))) {
  console.log(
    `snapshot  ${directory.model}/${directory.version} is not used, as it has an older format; ` +
      `take a new one: npx pilotlight snapshot ${directory.model}`,
  );
}
console.log(`engines   ${[...needed].join(', ')}`);
if (unasked.length > 0) {
  const missing = unasked.map(({ directory }) => `${directory.model}/${directory.version}`).join(', ');
  console.log(
    `native    addon not installed, so ${missing} did not run during the build: npm run native:setup`,
  );
}
const { files, bytes } = await uploadSize(resolve(values.output));
console.log(`upload    ${formatBytes(bytes)} in ${files} files, before zipping`);
console.log(`memory    ${memory.option}: ${memory.arithmetic}`);
console.log(`cpu       ${memory.vcpus}`);
if (warmed) {
  const times = models.flatMap(({ manifest: { measured } }) => measured?.loadMs ?? []);
  const back =
    times.length === 0
      ? 'reloading was not measured'
      : `others reload in ${median(times).toFixed(0)} ms, the slowest in ${Math.max(...times).toFixed(0)} ms, ` +
        'as measured when they were added';
  console.log(`held      up to ${memory.budgetMiB} MiB of models; ${back}; PREDICT_MODELS_MIB changes it`);
}

function namesOf(directories: readonly ModelDirectory[]): string {
  const names = directories.map(({ model, version }) => `${model}/${version}`);
  const unnamed = names.length - MAX_NAMED;
  return `${names.slice(0, MAX_NAMED).join(', ')}${unnamed > 0 ? `, and ${unnamed} more` : ''}`;
}
