import type { TfjsModel } from './weight.ts';

/** Writes into a model's `model.json` how it was made, beside what its owner has put there. */
export function recordOrigin(model: TfjsModel, origin: Readonly<Record<string, unknown>>): TfjsModel {
  const { userDefinedMetadata } = model.json;
  const known = typeof userDefinedMetadata === 'object' ? userDefinedMetadata : {};
  return { ...model, json: { ...model.json, userDefinedMetadata: { ...known, pilotlight: origin } } };
}
