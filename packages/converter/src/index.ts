/** @module Conversion of models to TensorFlow.js graph models, without Python. */
export { Graph } from './graph/graph.ts';
