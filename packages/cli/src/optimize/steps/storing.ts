import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asPercent } from '@pilotlight/command-line/share';
import {
  type AutoQuantized,
  quantizeModel,
  readTfjsModel,
  type TfjsModel,
  writeTfjsModel,
} from '@pilotlight/optimizer';
import { PRECISIONS } from '@pilotlight/optimizer/choices';
import { countStorage } from '../../provenance/count-storage.ts';
import { writeProvenance } from '../../provenance/provenance-file.ts';
import {
  describeStep,
  provenanceFrom,
  type Origin,
  type UsedData,
} from '../../provenance/provenance-from.ts';
import { quantizeAutomatically } from '../../quantize/quantize-automatically.ts';
import type { Attempt, Family, Search, Step, Taken } from './step.ts';

/**
 * Stores weights in fewer bits, as `pilotlight quantize` does. For the original it tries every precision, and `auto` with
 * no drop and with the allowed drop; for a trained model it tries `auto` with the rest of the allowed drop.
 */
export const storing: Family = {
  name: 'storing',
  async stepsFor({ isOriginal, format }, search) {
    if (format !== 'tfjs-layers-model' && format !== 'tfjs-graph-model') return [];
    if (!isOriginal) return [automatic({ name: 'auto', format, search, bound: leftOf(search) })];
    return [
      ...PRECISIONS.map((precision): Step => ({
        name: precision,
        makes: format,
        async take(parent, { folder }) {
          const quantized = quantizeModel(await readAttempt(parent), precision);
          return write(quantized, { parent, folder, origin: { command: 'quantize', to: precision } });
        },
      })),
      ...[...new Set([0, search.maxDrop])].map((bound) =>
        automatic({ name: `auto ${asPercent(bound)}`, format, search, bound: () => bound }),
      ),
    ];
  },
};

function leftOf({ maxDrop }: Search): (parent: Attempt) => number {
  return ({ drop }) => maxDrop - Math.max(0, drop);
}

function automatic({
  name,
  format,
  search: { calibration, part, pixels, maxExamples },
  bound,
}: {
  name: string;
  format: Step['makes'];
  search: Search;
  /** The allowed drop against its parent. */
  bound: (parent: Attempt) => number;
}): Step {
  return {
    name,
    makes: format,
    async take(parent, { folder }) {
      const maxDrop = bound(parent);
      const auto = await quantizeAutomatically({
        original: parent.model,
        dataset: calibration,
        pixels,
        maxExamples,
        maxDrop,
      });
      const origin = { command: 'quantize', to: 'auto', maxDrop };
      const calibrate = { dataset: calibration, examples: auto.examples, part };
      return write(auto.model, { parent, folder, origin, data: { calibrate }, auto });
    },
  };
}

function readAttempt({ model: { description } }: Attempt): Promise<TfjsModel> {
  return readTfjsModel(join(description.folder, description.entry));
}

async function write(
  model: TfjsModel,
  {
    parent,
    folder,
    origin,
    data = {},
    auto,
  }: {
    parent: Attempt;
    folder: string;
    origin: Origin;
    data?: Readonly<Record<string, UsedData>>;
    auto?: AutoQuantized;
  },
): Promise<Taken> {
  await mkdir(folder);
  await writeTfjsModel(model, folder);
  const entry = join(folder, 'model.json');
  const step = await describeStep({ origin, data, result: countStorage(model) });
  await writeProvenance(entry, await provenanceFrom(parent.model, step));
  return { entry, ...(auto ? { auto } : {}) };
}
