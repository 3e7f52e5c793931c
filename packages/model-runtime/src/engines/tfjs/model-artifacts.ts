import { io } from '@tensorflow/tfjs-core';
import type { ModelSource } from '../engine.ts';
import { weightFileName } from './weight-file-name.ts';

/** Reads a model in the form that TensorFlow.js takes: its `model.json` and the weight files that this names. */
export async function readModelArtifacts(source: ModelSource): Promise<io.ModelArtifacts> {
  const json = new TextDecoder().decode(await source.read(source.manifest.entry));
  const modelJson: io.ModelJSON = JSON.parse(json);
  return io.getModelArtifactsForJSON(modelJson, async (groups) => {
    const files = groups.flatMap((group) => group.paths.map(weightFileName));
    const contents = await Promise.all(files.map((file) => source.read(file)));
    // A small file may share its buffer with others: pass only its own bytes.
    const weights = contents.map(({ buffer, byteOffset, byteLength }) =>
      byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength),
    );
    return [io.getWeightSpecs(groups), isMisread(weights) ? io.CompositeArrayBuffer.join(weights) : weights];
  });
}

/** TensorFlow.js takes files of equal length for shards, and then looks for the end of a longer last one in no file. */
function isMisread(files: readonly ArrayBuffer[]): boolean {
  const [first, ...others] = files.map(({ byteLength }) => byteLength);
  const last = others.pop();
  return (
    first !== undefined && last !== undefined && last > first && others.every((length) => length === first)
  );
}
