/**
 * Choices for a command line, without the code that uses them: the command line loads this for every command.
 *
 * @module
 */
export { type Conversion, TFLITE_QUANTIZATIONS, type TfliteQuantization } from './convert/conversion.ts';
export { type Objective, OBJECTIVES } from './optimize/candidate.ts';
export { OptimizerError } from './optimizer-error.ts';
export { PRUNING_SCOPES, type PruningScope } from './prune/pruning-scope.ts';
export { type Precision, PRECISIONS } from './quantize/precision.ts';
