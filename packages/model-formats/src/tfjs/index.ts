/**
 * TensorFlow.js models, for code that changes them: their `model.json`, weights and parts.
 *
 * @module
 */
export { type GraphNode, graphSchema, nodeName } from './graph-model.ts';
export { toShape } from './layer-config.ts';
export { layerShape } from './layer-shapes.ts';
export {
  endsNamed,
  type Layer,
  layersOf,
  type LayerUse,
  nameOf,
  topologySchema,
  usesOf,
} from './layers-model.ts';
export { readModelJson } from './read-model-json.ts';
export { readWeights, type Weight } from './read-weights.ts';
export { type Quantization } from './weight-entry.ts';
export { kernelNeed, missingKernels } from './kernels/kernel-needs.ts';
