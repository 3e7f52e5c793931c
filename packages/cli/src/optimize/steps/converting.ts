import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { convertModel } from '@pilotlight/optimizer';
import { isEnvironmentMade } from '@pilotlight/optimizer/python';
import { describeManifest } from '../../models/describe-manifest.ts';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { writeProvenance } from '../../provenance/provenance-file.ts';
import { describeStep, provenanceFrom } from '../../provenance/provenance-from.ts';
import type { Family } from './step.ts';

/** Makes an int8 `.tflite` file, as `pilotlight convert` does. */
export const converting: Family = {
  name: 'int8 .tflite',
  async stepsFor({ format }, { original, calibration, part, maxExamples, pixels }) {
    if (format !== 'tfjs-layers-model') return `TensorFlow's converter cannot read a ${format}`;
    if (!(await isEnvironmentMade()))
      return "TensorFlow's converter, which is Python, is missing: npm run python:setup";
    return [
      {
        name: 'int8 tflite',
        makes: 'tflite',
        async take({ model }, { folder }) {
          const conversion = { to: 'tflite', quantize: 'int8' } as const;
          const source = join(model.description.folder, model.description.entry);
          const choices = { ...(pixels ? { pixels } : {}), like: original.manifest };
          return withTemporaryFolder('convert', async (scratch) => {
            const { path, examples } = await convertModel({
              source,
              conversion,
              dataset: calibration,
              maxExamples,
              scratch,
              onStep: () => {},
              manifestOf: (description) => describeManifest(description, {}, choices),
            });
            const step = await describeStep({
              origin: { command: 'convert', ...conversion },
              data: { calibrate: { dataset: calibration, examples: examples.length, part } },
            });
            const entry = join(folder, 'model.tflite');
            await mkdir(folder);
            await rename(path, entry);
            await writeProvenance(entry, await provenanceFrom(model, step));
            return { entry };
          });
        },
      },
    ];
  },
};
