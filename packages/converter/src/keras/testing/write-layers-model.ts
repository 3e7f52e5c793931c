import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readKerasFile } from '../file/keras-file.ts';
import { weightBytes, weightDtype } from '../../write/weight-bytes.ts';

/** Writes an `.h5` file as a `model.json` and its weights, copied unchanged, as TensorFlow.js's converter does. */
export async function writeLayersModel(h5: string, folder: string): Promise<string> {
  const { config, version, weights } = await readKerasFile(h5);
  const named = [...weights.attributes].flatMap(([group, attributes]) =>
    [attributes.get('weight_names') ?? []].flat().map((name) => {
      const constant = weights.datasets.get(`${group}/${name}`);
      if (!constant) throw new TypeError(`there is no weight ${name}`);
      return { name: name.replace(/:0$/, ''), constant };
    }),
  );
  const entries = named.map(({ name, constant: { shape, dtype } }) => ({
    name,
    shape,
    dtype: weightDtype(dtype),
  }));
  await mkdir(folder);
  await writeFile(
    join(folder, 'weights.bin'),
    Buffer.concat(named.map(({ constant }) => weightBytes(constant))),
  );
  const file = join(folder, 'model.json');
  await writeFile(
    file,
    JSON.stringify({
      format: 'layers-model',
      generatedBy: `keras v${version}`,
      convertedBy: 'TensorFlow.js Converter v4.22.0',
      modelTopology: { keras_version: version, backend: 'tensorflow', model_config: config },
      weightsManifest: [{ paths: ['weights.bin'], weights: entries }],
    }),
  );
  return file;
}
