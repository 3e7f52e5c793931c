import { provideGc } from './provide-gc.ts';

/** Prepares the process for the framework, before it is loaded. */
export default function beforeFramework(): void {
  // Outside production the framework's error answers reveal internals of the function.
  process.env['NODE_ENV'] ??= 'production';
  provideGc();
}
