/**
 * Makes tensors of a request, for tools that run a model without a runtime.
 *
 * @module
 */
export { prepareInputs } from './prepare-inputs.ts';
export { sampleSignature } from './sample.ts';
export { sampleRequest } from './sample-request.ts';
export { sentTensor } from './sent-tensor.ts';
