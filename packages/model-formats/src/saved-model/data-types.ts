import { DATA_TYPE_NAMES, valueDataType } from '@pilotlight/model-runtime/saved-model';

/** Returns the name of one of TensorFlow's element types: the name of the same dtype here, if there is one. */
export function dataTypeName(number: number): string {
  return DATA_TYPE_NAMES.get(valueDataType(number)) ?? `type ${number}`;
}

export function isFloat(dtype: string): boolean {
  return /^b?float/.test(dtype);
}
