import { join } from 'node:path';

/** The folder that `firebase.json` stands in. */
export const REPOSITORY = join(import.meta.dirname, '../../..');
