import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { functionMemory } from '@pilotlight/costs/function-memory';
import { buildDeployable } from '@pilotlight/deployable';
import { PART_NAMES, RUNTIME_PARTS } from '@pilotlight/model-runtime/deployment';
import { hasEarlierSnapshot } from '@pilotlight/model-runtime/snapshot';
import { readModels } from '@pilotlight/model-runtime/store';
import { firstCalls } from './first-calls.ts';
import { neededParts } from './needed-parts.ts';
import { requestBounds } from './request-bounds.ts';

const MIB = 1024 * 1024;

const packageDirectory = join(import.meta.dirname, '..');

// Without arguments, what is deployed; a test builds other models into another folder.
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: join(packageDirectory, '../../models') },
    output: { type: 'string', default: join(packageDirectory, 'dist') },
  },
});
const modelsDirectory = resolve(values.models);

const models = await readModels(modelsDirectory);
const memory = functionMemory(models.map(({ directory, manifest }) => ({ name: directory.model, manifest })));
const needed = neededParts(models.map(({ manifest }) => manifest));
const shipped = PART_NAMES.filter((name) => needed.has(name)).map((name) => RUNTIME_PARTS[name]);
const left = PART_NAMES.filter((name) => !needed.has(name)).map((name) => RUNTIME_PARTS[name]);

await buildDeployable({
  packageDirectory,
  output: resolve(values.output),
  files: [
    ...shipped.flatMap(({ files }) =>
      Object.entries(files).map(([name, path]) => ({ from: path, to: join('engines', name) })),
    ),
    ...models.flatMap(({ files }) =>
      files.map((file) => ({ from: join(modelsDirectory, file), to: join('models', file) })),
    ),
  ],
  threads: shipped.flatMap(({ threads }) =>
    Object.entries(threads).map(([name, module]) => ({ from: module, to: join('engines', name) })),
  ),
  dependencies: Object.assign({}, ...shipped.map(({ packages }) => packages)),
  without: left.map(({ module }) => module),
  define: {
    MEMORY: JSON.stringify(memory.option),
    CPU: String(memory.vcpus),
    IMAGE_MEMORY_BYTES: String(memory.imageMiB * MIB),
  },
  requests: requestBounds(memory.bodiesMiB * MIB),
  exercise: { target: 'predict', calls: firstCalls(models) },
});

console.log(
  `models    ${models.map(({ directory }) => `${directory.model}/${directory.version}`).join(', ')}`,
);
for (const { directory } of models.filter((one) => hasEarlierSnapshot(one.manifest))) {
  console.log(
    `snapshot  ${directory.model}/${directory.version} has one of an earlier form and starts as its engine does; ` +
      `npx pilotlight snapshot ${directory.model} takes a new one`,
  );
}
console.log(`engines   ${[...needed].join(', ')}`);
console.log(`memory    ${memory.option}: ${memory.arithmetic}`);
console.log(`cpu       ${memory.vcpus}`);
