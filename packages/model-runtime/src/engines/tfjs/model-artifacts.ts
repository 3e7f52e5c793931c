import { io } from '@tensorflow/tfjs-core';
import type { ModelSource } from '../engine.ts';

/** Reads a model as TensorFlow.js takes it: its `model.json` and the weight files that this names. */
export async function readModelArtifacts(source: ModelSource): Promise<io.ModelArtifacts> {
  const json = new TextDecoder().decode(await source.read(source.manifest.entry));
  const modelJson: io.ModelJSON = JSON.parse(json);
  return io.getModelArtifactsForJSON(modelJson, async (groups) => {
    const files = groups.flatMap((group) => group.paths);
    const contents = await Promise.all(files.map((file) => source.read(file)));
    // A small file may share its buffer with others: only its own bytes are handed on.
    const weights = contents.map(({ buffer, byteOffset, byteLength }) =>
      byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength),
    );
    return [io.getWeightSpecs(groups), weights];
  });
}
