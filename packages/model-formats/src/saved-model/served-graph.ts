import { chooseGraph, SERVING_TAG } from '@pilotlight/model-runtime/saved-model';
import { ModelFormatError } from '../model-format-error.ts';
import type { MetaGraphMessage } from './saved-model-proto.ts';
import { type MetaGraph, metaGraphsOf } from './walk-saved-model.ts';

/** Most graphs that an error names, by their tags. */
const SHOWN_GRAPHS = 10;
const SHOWN_TAGS = 5;

/**
 * Finds the graph to serve among the graphs of a SavedModel.
 *
 * @throws {ModelFormatError} if there is none.
 */
export function servedGraph(content: Uint8Array, file: string): MetaGraph {
  const others: string[] = [];
  const graph = chooseGraph(metaGraphsOf(content), (metaGraph) => {
    const tags = tagsOf(metaGraph);
    if (others.length < SHOWN_GRAPHS) others.push(tags.slice(0, SHOWN_TAGS).join('+'));
    return tags;
  });
  if (graph) return graph;
  throw new ModelFormatError({
    file,
    problem: `has no graph tagged '${SERVING_TAG}'${others.length > 0 ? `, only ${others.join(', ')}` : ''}`,
    fix: 'export the model with tf.saved_model.save or model.export',
  });
}

export function tagsOf({ metaInfoDef }: MetaGraphMessage): string[] {
  return metaInfoDef?.tags ?? [];
}
