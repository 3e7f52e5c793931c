/**
 * Readers for the files of a SavedModel.
 *
 * @module
 */
export { LIMITS } from '../limits.ts';
export { readBoundedFile } from '../read-bounded-file.ts';
export { decodeFile } from '../decode-file.ts';
export { readSavedModel, SAVED_MODEL_FILE } from './read-saved-model.ts';
export { forPlatform } from './newer/for-platform.ts';
export { PLATFORM_TENSORFLOW } from './newer/newer-ops.ts';
export { readTable } from './read-table.ts';
