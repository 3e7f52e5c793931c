import { NativeSetupError } from './native-setup-error.ts';

/** tfjs-node cannot be used: it or its native addon is missing or does not load. */
export class AddonUnavailableError extends NativeSetupError {
  override readonly name = 'AddonUnavailableError';

  constructor({ cause }: { cause: unknown }) {
    super(
      'TensorFlow for Node.js (@tensorflow/tfjs-node) does not load. ' +
        'Install its native addon with `npm run native:setup`, then try again.',
      { cause },
    );
  }
}
