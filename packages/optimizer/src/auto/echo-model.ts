import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, MANIFEST_FILE, type ModelDirectory, parseManifest } from '@pilotlight/model-runtime';
import { DEFAULT_SIGNATURE, realSpec, type TensorSpec } from '@pilotlight/protocol';
import { OptimizerError } from '../optimizer-error.ts';

const TYPES = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' } as const;

/**
 * Writes a model that gives back what it is given, with the inputs and the preprocessing of another one: asked through the
 * runtime, it tells what that other model would get.
 *
 * @param root an empty folder.
 * @throws {OptimizerError} for an input of a type that TensorFlow.js has not.
 */
export async function writeEchoModel(
  root: string,
  like: Manifest,
): Promise<{
  directory: ModelDirectory;
  manifest: Manifest;
}> {
  const path = join(root, 'echo', '1');
  await mkdir(path, { recursive: true });
  const inputs = Object.entries(like.signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  const model = JSON.stringify({
    format: 'graph-model',
    modelTopology: { node: inputs.flatMap(([, spec], at) => nodesOf(spec, at)), versions: { producer: 1 } },
    weightsManifest: [],
    signature: {
      inputs: Object.fromEntries(inputs.map(([name], at) => [name, { name: `in_${at}` }])),
      outputs: Object.fromEntries(inputs.map(([name], at) => [name, { name: `out_${at}` }])),
    },
  });
  await writeFile(join(path, 'model.json'), model);
  const specs = Object.fromEntries(inputs.map(([name, spec]) => [name, realSpec(spec)]));
  const manifest = parseManifest({
    format: 'tfjs-graph-model',
    engine: 'wasm',
    entry: 'model.json',
    signatures: { [DEFAULT_SIGNATURE]: { inputs: specs, outputs: specs } },
    ...(like.preprocessing ? { preprocessing: like.preprocessing } : {}),
    files: { 'model.json': `sha256-${createHash('sha256').update(model).digest('hex')}` },
    sample: 'zeros',
  });
  await writeFile(join(path, MANIFEST_FILE), JSON.stringify(manifest));
  return { directory: { model: 'echo', version: 1, path }, manifest };
}

function nodesOf(spec: TensorSpec, at: number): object[] {
  const { dtype, shape } = realSpec(spec);
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new OptimizerError(`a model with an input of ${dtype} cannot be calibrated here`);
  }
  const type = TYPES[dtype];
  const dim = shape.map((size) => ({ size: String(size) }));
  return [
    { name: `in_${at}`, op: 'Placeholder', attr: { dtype: { type }, shape: { shape: { dim } } } },
    { name: `out_${at}`, op: 'Identity', input: [`in_${at}`], attr: { T: { type } } },
  ];
}
