import { readCatalog, readModels, type StoredModel } from '@pilotlight/model-runtime/store';
import { DEFAULT_SIGNATURE, realSpec, type Signature } from '@pilotlight/protocol/tensors';

/** Facts about one version for its callers. */
export interface VersionTypes {
  version: number;
  /** The default signature as callers see it: real values in place of quantized integers. */
  signature: Signature;
  labels: readonly string[];
  /** The input that takes an encoded image, if there is one. */
  imageInput: string | undefined;
}

/** A model with its versions. The first one answers calls that name no version. */
export interface ModelTypes {
  name: string;
  versions: [VersionTypes, ...VersionTypes[]];
}

/** Reads the facts for callers of the models in a folder, by name. Versions without a default signature are left out. */
export async function readServedTypes(folder: string): Promise<ModelTypes[]> {
  const models = new Map<string, ModelTypes>();
  const stored = await readModels(folder);
  const served = new Set((await readCatalog(folder)).served.map(({ path }) => path));
  const rank = ({ directory: { path, version } }: StoredModel) =>
    served.has(path) ? Number.MAX_SAFE_INTEGER : version;
  for (const { directory, manifest } of stored.toSorted((a, b) => rank(b) - rank(a))) {
    const { [DEFAULT_SIGNATURE]: signature } = manifest.signatures;
    if (!signature) continue;
    const [imageInput] = Object.keys(manifest.preprocessing ?? {});
    const types: VersionTypes = {
      version: directory.version,
      signature: { inputs: realSpecs(signature.inputs), outputs: realSpecs(signature.outputs) },
      labels: manifest.labels ?? [],
      imageInput,
    };
    const known = models.get(directory.model);
    if (known) known.versions.push(types);
    else models.set(directory.model, { name: directory.model, versions: [types] });
  }
  return [...models.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function realSpecs(specs: Signature['inputs']): Signature['inputs'] {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, realSpec(spec)]));
}
