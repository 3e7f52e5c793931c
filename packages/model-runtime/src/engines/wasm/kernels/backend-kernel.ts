import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  getKernel,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';

export const BACKEND = 'wasm';

/** A kernel with one output. */
export type Kernel = (inputs: NamedTensorInfoMap, backend: BackendWasm, attrs?: NamedAttrMap) => TensorInfo;

/** The arguments of a kernel. */
export interface Call {
  inputs: NamedTensorInfoMap;
  attrs: NamedAttrMap;
  backend: BackendWasm;
}

/** A kernel that is registered in place of the backend's own. */
export type Correction = Pick<KernelConfig, 'kernelName' | 'kernelFunc'>;

/** A kernel of the backend from the package: this stays the same if another is registered under its name later. */
export function backendKernel(name: string): Kernel {
  const { kernelFunc } = getKernel(name, BACKEND);
  return (inputs, backend, attrs = {}) => {
    const [out] = [kernelFunc({ inputs, backend, attrs })].flat();
    if (!out) throw new TypeError(`the kernel ${name} returned nothing`);
    return out;
  };
}

/** Makes our kernel for a name of the backend's; `own` is the backend's, which still does the correct part. */
export function correct(
  kernelName: string,
  run: (call: Call, own: Kernel) => TensorInfo | TensorInfo[],
): Correction {
  const own = backendKernel(kernelName);
  return {
    kernelName,
    kernelFunc({ inputs, backend, attrs = {} }) {
      if (!(backend instanceof BackendWasm)) throw new TypeError(`the backend is not '${BACKEND}'`);
      return run({ inputs, attrs, backend }, own);
    },
  };
}

/** Returns a required input of the op. */
export function required({ inputs }: Pick<Call, 'inputs'>, name: string): TensorInfo {
  const tensor = inputs[name];
  if (!tensor) throw new TypeError(`a kernel was called without its input '${name}'`);
  return tensor;
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** Makes a tensor with the same value everywhere. */
export function filled(
  shape: readonly number[],
  dtype: keyof typeof ARRAYS,
  value: number,
  backend: BackendWasm,
): TensorInfo {
  const values = new ARRAYS[dtype](util.sizeFromShape([...shape])).fill(value);
  return backend.makeOutput([...shape], dtype, undefined, values);
}
