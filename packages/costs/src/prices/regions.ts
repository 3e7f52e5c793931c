import { CostsError } from '../costs-error.ts';
import type { Tier } from './prices.ts';

/** Regions of functions, and their price tiers (https://cloud.google.com/run/pricing#tables). */
const REGION_TIERS: ReadonlyMap<string, Tier> = new Map<string, Tier>([
  ['africa-south1', 1],
  ['asia-east1', 1],
  ['asia-east2', 2],
  ['asia-northeast1', 1],
  ['asia-northeast2', 1],
  ['asia-northeast3', 2],
  ['asia-south1', 2],
  ['asia-south2', 2],
  ['asia-southeast1', 2],
  ['asia-southeast2', 2],
  ['australia-southeast1', 2],
  ['australia-southeast2', 2],
  ['europe-central2', 2],
  ['europe-north1', 1],
  ['europe-southwest1', 1],
  ['europe-west1', 1],
  ['europe-west10', 2],
  ['europe-west12', 2],
  ['europe-west2', 2],
  ['europe-west3', 2],
  ['europe-west4', 1],
  ['europe-west6', 2],
  ['europe-west8', 1],
  ['europe-west9', 1],
  ['me-central1', 2],
  ['me-central2', 2],
  ['me-west1', 1],
  ['northamerica-northeast1', 2],
  ['northamerica-northeast2', 2],
  ['southamerica-east1', 2],
  ['southamerica-west1', 2],
  ['us-central1', 1],
  ['us-east1', 1],
  ['us-east4', 1],
  ['us-east5', 1],
  ['us-south1', 1],
  ['us-west1', 1],
  ['us-west2', 2],
  ['us-west3', 2],
  ['us-west4', 2],
]);

export const REGIONS: readonly string[] = [...REGION_TIERS.keys()];

/** @throws {CostsError} for a region without prices here. */
export function tierOf(region: string): Tier {
  const tier = REGION_TIERS.get(region);
  if (tier === undefined) {
    throw new CostsError(`unknown prices for the region '${region}'; known regions: ${REGIONS.join(', ')}`);
  }
  return tier;
}
