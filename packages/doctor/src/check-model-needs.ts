import { createRequire } from 'node:module';
import type { StoredModel } from '@pilotlight/model-runtime/store';
import { readDeclared } from './declared.ts';
import type { Clone, Finding } from './finding.ts';
import { uploadedModels } from './uploaded-models.ts';

/** The largest memory of a function, in MiB (https://cloud.google.com/run/docs/configuring/services/memory-limits). */
const LARGEST_MIB = 32 * 1024;

/** Checks that the built function is large enough for the models, and that they can be tried on this machine. */
export async function checkModelNeeds(clone: Clone): Promise<Finding[]> {
  const { readModels } = await import('@pilotlight/model-runtime/store');
  // Another check reports faults of the models themselves.
  const models = await uploadedModels(clone)
    .then((uploaded) => readModels(clone.modelsDirectory, uploaded))
    .catch(() => []);
  return [...(await memory(clone, models)), ...engines(models)];
}

async function memory({ codebases }: Clone, models: readonly StoredModel[]): Promise<Finding[]> {
  const subject = 'Memory';
  const unmeasured = models.filter(({ manifest }) => manifest.measured === undefined);
  const needed = models.reduce(
    (sum, { manifest: { measured } }) => sum + (measured ? measured.peakMiB - measured.processMiB : 0),
    0,
  );
  const declared = await Promise.all(codebases.map(readDeclared));
  const sizes = declared.flatMap((one) => Object.values(one?.endpoints ?? {}));
  const largest = Math.max(0, ...sizes.map(({ availableMemoryMb = 256 }) => availableMemoryMb));
  if (needed > LARGEST_MIB) {
    return [
      {
        subject,
        verdict: 'problem',
        message: `the models take ${Math.ceil(needed)} MiB together, and the largest function has ${LARGEST_MIB}`,
        fix: 'serve them from several deployments, or make them smaller',
      },
    ];
  }
  if (largest > 0 && needed > largest) {
    return [
      {
        subject,
        verdict: 'problem',
        message: `the models take ${Math.ceil(needed)} MiB together, and the built function has ${largest}`,
        why: 'it was built before they were added and would run out of memory',
        fix: 'npm run build',
      },
    ];
  }
  return [
    ...unmeasured.map(({ directory }): Finding => ({
      subject,
      verdict: 'warning',
      message: `the memory of ${directory.model}/${directory.version} has not been measured`,
      why: 'the build can only guess a size for the function',
      fix: 'npx pilotlight add measures it; or write "memoryMiB" into its manifest.json',
    })),
    {
      subject,
      verdict: 'good',
      message: `the models take ${Math.ceil(needed)} MiB${largest > 0 ? ` of ${largest}` : '; nothing has been built yet'}`,
    },
  ];
}

function engines(models: readonly StoredModel[]): Finding[] {
  const subject = 'Engines';
  const needed = [...new Set(models.map(({ manifest }) => manifest.engine))];
  const cannotLoad = needed.includes('tfjs-node') && !isAddonBuilt();
  return [
    {
      subject,
      verdict: 'good',
      message: needed.length === 0 ? 'none is needed' : `${needed.join(', ')} will be deployed`,
    },
    ...(cannotLoad
      ? [
          {
            subject,
            verdict: 'warning' as const,
            message: 'native TensorFlow is not on this machine',
            why: 'models of the engine tfjs-node are deployed without a trial here',
            fix: 'npm run native:setup',
          },
        ]
      : []),
  ];
}

function isAddonBuilt(): boolean {
  try {
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');
    return true;
  } catch {
    return false;
  }
}
