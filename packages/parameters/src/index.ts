/**
 * Reads the parameters of a deployment strictly. firebase-functions reads `TRUE` as false and `5x` as 5, so a deployment
 * that was meant to be closed would be open. Here any value that is not exactly an allowed one stops the start.
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
