/**
 * Models on disk: the folder of all models, a model's folder, its manifest.
 *
 * @module
 */
export type { Comparison } from './comparison.ts';
export { digestOf, digestOfFile, hexOf } from './digest.ts';
export { type Manifest, MANIFEST_FILE, parseManifest } from './manifest.ts';
export { heldMiB } from './held-memory.ts';
export { readCatalog } from './model-catalog.ts';
export { formatModelIndex, MODEL_INDEX_FILE } from './model-index.ts';
export { type ModelDirectory, readManifest } from './model-directory.ts';
export { parseProvenance, type Provenance, type ProvenanceStep } from './provenance.ts';
export { readModels, type StoredModel } from './read-models.ts';
export { SHARED_PAGES_FILE } from './page-runs.ts';
export { sharePages } from './share-pages.ts';
export { findSharedFiles, pathOfFile, SHARED_FOLDER } from './shared-files.ts';
export {
  assertVersionsThere,
  problemWithLabels,
  readVersionLabels,
  VERSION_LABELS_FILE,
} from './version-labels.ts';
export { writeManifest } from './write-manifest.ts';
