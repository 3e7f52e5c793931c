import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import { graphNetwork } from './graph-network.ts';
import { layersNetwork } from './layers-network.ts';
import type { Network } from './step.ts';

/** Reads the steps of a model of either format. */
export function networkOf(model: TfjsModel): Network {
  return model.format === 'tfjs-graph-model' ? graphNetwork(model) : layersNetwork(model);
}
