/**
 * Tensors as plain data: dtypes, elements, shapes, signatures, quantization. None of it needs a framework.
 *
 * @module
 */
export { decodeBase64, encodeBase64 } from './base64.ts';
export { allocate, BYTES_PER_ELEMENT, type DType, DTYPES, type Elements, viewBytes } from './dtype.ts';
export { copyElements, setElement, sliceElements } from './elements.ts';
export { holdInputs } from './hold-as.ts';
export { dequantize, realSpec } from './quantization.ts';
export { ReadyTensor } from './ready-tensor.ts';
export {
  DEFAULT_SIGNATURE,
  isShapeOf,
  type Signature,
  signatureSchema,
  type TensorSpec,
} from './signature.ts';
export { elementCount, type NamedTensors, type Tensor } from './tensor.ts';
