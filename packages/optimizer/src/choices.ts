/**
 * What can be chosen, without anything that carries it out: a command line has it loaded whatever it is asked for.
 *
 * @module
 */
export { type Conversion, TFLITE_QUANTIZATIONS, type TfliteQuantization } from './convert/conversion.ts';
export { type Objective, OBJECTIVES } from './optimize/candidate.ts';
export { OptimizerError } from './optimizer-error.ts';
export { PRUNING_SCOPES, type PruningScope } from './prune/pruning-scope.ts';
export { type Precision, PRECISIONS } from './quantize/precision.ts';
