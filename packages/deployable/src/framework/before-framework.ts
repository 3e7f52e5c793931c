import { provideGc } from './provide-gc.ts';

/** Gives the process what it must have before the framework is loaded. */
export default function beforeFramework(): void {
  // Outside of production the framework answers errors with what they say of the function's inside.
  process.env['NODE_ENV'] ??= 'production';
  provideGc();
}
