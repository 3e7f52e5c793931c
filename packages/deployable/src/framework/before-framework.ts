import { provideGc } from './provide-gc.ts';

// What the process must have before the framework is loaded.

// Outside of production the framework answers errors with what they say of the function's inside.
process.env['NODE_ENV'] ??= 'production';

provideGc();
