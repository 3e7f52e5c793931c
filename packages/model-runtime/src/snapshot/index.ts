/**
 * Snapshots of models: checks for one, and takes one.
 *
 * @module
 */
export { hasEarlierSnapshot } from './earlier-snapshot.ts';
export { hasSnapshot } from './has-snapshot.ts';
export { SNAPSHOT_FILES } from './snapshot-plan.ts';
export { snapshotAndMeasure } from './take/snapshot-and-measure.ts';
export { takeSnapshot } from './take/take-snapshot.ts';
