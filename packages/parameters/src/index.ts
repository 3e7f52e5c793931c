/**
 * Reads the parameters of a deployment strictly: firebase-functions takes `TRUE` for false and `5x` for 5, and what was
 * meant to be closed is open. Here a value that is not exactly one of those that are allowed stops the start.
 *
 * @example
 * const strict = { name: 'STRICT', options: { default: false } }; // as defineBoolean declares it
 * const options = { env: { STRICT: 'true' }, file: 'config/.env' };
 * readParameters({ strict }, { strict: trueOrFalse }, options); // => { strict: true }
 *
 * @module
 */
export { ParametersError } from './parameters-error.ts';
export { readParameters } from './read-parameters.ts';
export {
  functionName,
  listOf,
  region,
  type Rule,
  serviceAccount,
  text,
  trueOrFalse,
  wholeNumber,
} from './rules.ts';
