import { join } from 'node:path';

/** The folder of `firebase.json`. */
export const REPOSITORY = join(import.meta.dirname, '../../..');
