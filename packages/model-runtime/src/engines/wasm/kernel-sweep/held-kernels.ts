import {
  getKernelsForBackend,
  type KernelConfig,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/** A kernel that cases have run. */
export interface HeldKernel {
  /** The dtypes of its inputs. */
  dtypes: Set<string>;
  cases: Set<object>;
}

/** Records which kernels run from now on, on a started backend. */
export function watchHeldKernels(backendName: string) {
  const held = new Map<string, HeldKernel>();
  let running: object = {};
  for (const config of getKernelsForBackend(backendName)) {
    const kernelFunc: KernelConfig['kernelFunc'] = (call) => {
      const kernel = held.get(config.kernelName) ?? { dtypes: new Set(), cases: new Set() };
      held.set(config.kernelName, kernel);
      kernel.cases.add(running);
      for (const input of Object.values(call.inputs).flat()) if (input) kernel.dtypes.add(input.dtype);
      return config.kernelFunc(call);
    };
    unregisterKernel(config.kernelName, backendName);
    registerKernel({ ...config, kernelFunc });
  }
  return {
    held,
    /** Kernels that run from now on belong to a case. */
    begin: (one: object) => {
      running = one;
    },
  };
}
