/**
 * Makes a model smaller, and measures what that costs. Not part of serving: nothing that is deployed imports it. It
 * loads TensorFlow.js; `@pilotlight/optimizer/choices` has the options and errors without that.
 *
 * @module
 */
export { autoQuantize, type AutoQuantized } from './auto/auto-quantize.ts';
export { type Check, checkConverted } from './convert/check-converted.ts';
export { convertModel } from './convert/convert-model.ts';
export { dataDigest } from './data/data-digest.ts';
export { type Dataset, spread } from './data/dataset.ts';
export { heldOutOf } from './data/held-out.ts';
export { openDataset } from './data/open-dataset.ts';
export { refuseSharedData } from './data/refuse-shared-data.ts';
export { removeCheckpoint } from './distill/checkpoint.ts';
export { distill } from './distill/distill.ts';
export type { Lesson } from './distill/lesson.ts';
export type { Distilled, DistillProgress, TrainingOptions } from './distill/teach.ts';
export { type ChannelCut, cutChannels } from './prune/channels/cut-channels.ts';
export { prune, type Pruning } from './prune/prune.ts';
export { type ChannelPruning, pruneChannels } from './prune/prune-channels.ts';
export { writeStudent } from './distill/write-student.ts';
export { type Comparison, compare } from './evaluation/compare.ts';
export { type Evaluation, evaluateModel } from './evaluation/evaluate-model.ts';
export { measureNeeds, type Needs } from './measure/measure-needs.ts';
export { modelBytes } from './measure/model-bytes.ts';
export type { ServedModel } from './model/served-model.ts';
export { quantizeModel } from './quantize/quantize-model.ts';
export { readTfjsModel } from './tfjs/read-tfjs-model.ts';
export type { TfjsModel } from './tfjs/tfjs-model.ts';
export { writeTfjsModel } from './tfjs/write-tfjs-model.ts';
export { type Candidate, costOf, qualityOf } from './optimize/candidate.ts';
export { chooseCandidate } from './optimize/choose-candidate.ts';
export { dropOf } from './optimize/drop-of.ts';
export type { Optimization } from './optimize/optimization.ts';
export { paretoFront } from './optimize/pareto-front.ts';
