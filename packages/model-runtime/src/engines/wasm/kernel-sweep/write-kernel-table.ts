import '@tensorflow/tfjs-backend-cpu';
import { writeFile } from 'node:fs/promises';
import { env } from '@tensorflow/tfjs-core';
import { installedAsset } from '../../../deployment/runtime-parts.ts';
import { loadTfjsModel } from '../../tfjs/load-tfjs-model.ts';
import { startWasmEngine } from '../wasm-engine.ts';
import { watchHeldKernels } from './held-kernels.ts';
import { correctedTable, kernelTable, openTable, unreachableTable } from './kernel-table.ts';
import { runCase } from './run-case.ts';
import { readCases } from './sweep-case.ts';

// Or TensorFlow.js would advertise tfjs-node.
env().set('IS_TEST', true);
const cases = readCases();
const engine = await startWasmEngine({ assetPath: installedAsset });
const { held, begin } = watchHeldKernels('wasm');
let refused = 0;
for (const one of cases) {
  begin(one);
  if ((await runCase(engine, one)).refusal !== undefined) refused += 1;
}

let onCpu = 0;
for (const one of cases) {
  const { difference } = await runCase({ load: (source) => loadTfjsModel(source, 'cpu') }, one);
  if (difference !== undefined && one.undefined === undefined) onCpu += 1;
}

const text = `# Kernels

A kernel is the code that computes one step of a model: an addition, a convolution. The engine \`wasm\` has those of
TensorFlow.js's WebAssembly backend. Some of them answered otherwise than TensorFlow without a word, and so did some ops of
TensorFlow.js's converter and some layers. Every kernel that a model can reach is held against TensorFlow's own answers, and
where it differed, one of ours stands in its place. An op or a layer that we do not correct makes a model unfit by name:
\`pilotlight inspect\` says which, and another engine is chosen where there is one.

The ${cases.length} cases are graphs of one op, or models of one layer, with everyday numbers and odd ones (NaN, infinities,
-0, halves, the ends of int32, what float32 cannot hold) and with odd shapes (no elements, one, up to seven dimensions,
broadcast each way). Python TensorFlow 2.21 and Keras 3.15 answered them; a float may be off by a hundred thousandth. The
engine refuses ${refused} of them with an error, such as int32 for an op that TensorFlow.js has for float32 only. The CPU
backend of TensorFlow.js, a second opinion with the same corrections to ops and layers, answers ${onCpu} otherwise than
TensorFlow.

    npm run generate --workspace=@pilotlight/model-runtime    # this file
    npx vitest run src/engines/wasm                           # the cases, in packages/model-runtime

[tools/oracle-fixtures](../tools/oracle-fixtures/README.md) makes the cases, \`packages/model-runtime/src/engines/wasm/kernels\`
holds the corrections.

## The kernels

${kernelTable(held)}

## Ops and layers

${correctedTable()}

Two more are corrected in the graph when it is loaded: in the functions that are the branches and loops of TensorFlow 2, the
converter took the first output of an op (the values of \`TopKV2\`) where another was called by its name (the indices); and
a product with an activation and a sum that is no weight lost its activation.

## Unfit by name

| op or layer                                                                 | what TensorFlow.js leaves out of account   |
| --------------------------------------------------------------------------- | ------------------------------------------ |
| any op with \`data_format\` \`NCHW\` or \`NCDHW\`, but \`DepthToSpace\`             | where the channels are; some refuse it     |
| \`FusedBatchNorm\`, V2, V3 with \`is_training\`                                 | that the statistics are those of the batch |
| \`Conv2DBackpropInput\` with \`dilations\`                                      | the dilations                              |
| \`MaxPool\` with \`padding\` \`EXPLICIT\`                                         | the padding; it refuses                    |
| \`ReLU\` with \`negative_slope\` or \`threshold\`                                 | both                                       |
| \`DepthwiseConv2D\` with \`dilation_rate\`                                      | the dilation                               |
| \`Conv2DTranspose\`, \`Conv3DTranspose\` with \`dilation_rate\`, \`output_padding\` | both                                       |
| \`GlobalAveragePooling\`, \`GlobalMaxPooling\` with \`keepdims\`                  | that the dimensions stay                   |
| \`GRU\`, \`LSTM\`, \`SimpleRNN\` with \`time_major\`                                | that steps come first                      |

## What TensorFlow leaves open

${openTable(cases)}

Two more things are as they are: integers narrower than 32 bits, and int64, are int32 here, and float16 and float64 are
float32; and a sum is added up one element after the other, so of very many it may be off by more than TensorFlow's.

## Kernels that inference does not reach

${unreachableTable()}
`;
await writeFile(new URL('../../../../../../docs/kernels.md', import.meta.url), text);
