import { constantOf } from '../graph/constant-values.ts';
import type { Constant } from '../graph/constant.ts';
import type { Graph } from '../graph/graph.ts';
import { floatConstant } from '../graph/make-constant.ts';
import { stringAttribute } from '../graph/read-attribute.ts';

/** The most weights of a whole convolution that the groups' weights are spread into. */
const MAX_ELEMENTS = 2 ** 22;

/**
 * Replaces a grouped convolution, which TensorFlow.js would compute wrongly. It becomes a depthwise one if each channel is a
 * group, else a whole one with zeros as the other weights.
 */
export function lowerGroupedConv(graph: Graph): void {
  graph.rewrite((node) => {
    const [x, filter] = node.inputs;
    const weights = constantOf(filter);
    const channels = x?.shape?.at(-1) ?? -1;
    if (node.op !== 'Conv2D' || !x || weights?.dtype !== 'float32' || channels < 1) return undefined;
    const [height = 0, width = 0, inputs = 0, outputs = 0] = weights.shape;
    if (inputs === channels || inputs < 1 || stringAttribute(node, 'data_format') !== 'NHWC')
      return undefined;
    const groups = channels / inputs;
    const options = { name: node.name, outputs: node.outputs };
    if (!Number.isInteger(groups) || outputs % groups !== 0) return undefined;
    if (inputs === 1) {
      const shape = [height, width, channels, outputs / channels];
      const depthwise = graph.addConstant({ ...weights, shape }, filter?.node.name);
      const { padding, strides, dilations, explicit_paddings, data_format } = node.attributes;
      const attributes = Object.fromEntries(
        Object.entries({ padding, strides, dilations, explicit_paddings, data_format }).flatMap(
          ([key, value]) => (value ? [[key, value]] : []),
        ),
      );
      return [graph.add('DepthwiseConv2dNative', [x, depthwise], attributes, options)];
    }
    if (weights.data.length * groups > MAX_ELEMENTS) return undefined;
    return [
      graph.add(
        'Conv2D',
        [x, graph.addConstant(spread(weights, groups), filter?.node.name)],
        node.attributes,
        options,
      ),
    ];
  });
}

function spread({ data, shape }: Constant, groups: number): Constant {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape;
  const whole = new Float32Array(data.length * groups);
  const perGroup = outputs / groups;
  for (let at = 0; at < data.length; at++) {
    const output = at % outputs;
    const input = Math.floor(at / outputs) % inputs;
    const place = Math.floor(at / (outputs * inputs));
    const channel = Math.floor(output / perGroup) * inputs + input;
    whole[(place * inputs * groups + channel) * outputs + output] = Number(data[at]);
  }
  return floatConstant([height, width, inputs * groups, outputs], whole);
}
