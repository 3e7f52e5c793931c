import { SERVING_TAG } from '@pilotlight/model-runtime/saved-model';
import { ModelFormatError } from '../model-format-error.ts';
import { type MetaGraph, metaGraphsOf } from './walk-saved-model.ts';

/** How many tags of other graphs an error names. */
const SHOWN_TAGS = 10;

/**
 * Finds the graph for serving among those that a SavedModel holds of the same model.
 *
 * @throws {ModelFormatError} where there is none.
 */
export function servedGraph(content: Uint8Array, file: string): MetaGraph {
  const others: string[] = [];
  for (const metaGraph of metaGraphsOf(content)) {
    const tags = metaGraph.metaInfoDef?.tags ?? [];
    if (tags.includes(SERVING_TAG)) return metaGraph;
    others.push(...tags.slice(0, SHOWN_TAGS - others.length));
  }
  throw new ModelFormatError({
    file,
    problem: `has no graph tagged '${SERVING_TAG}'${others.length > 0 ? `, only ${others.join(', ')}` : ''}`,
    fix: 'export the model with tf.saved_model.save or model.export',
  });
}
