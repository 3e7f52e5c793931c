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

// Otherwise TensorFlow.js would advertise tfjs-node.
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

This page shows why you can trust the answers of the engine \`wasm\`. It lists every kernel that a model can reach, and every case
in which TensorFlow.js answers differently from TensorFlow.

A kernel is the code that computes one step of a model, such as an addition or a convolution. The engine \`wasm\` has the kernels of
TensorFlow.js's WebAssembly backend. The answers of some kernels silently differ from TensorFlow's, and so do those of some ops of
TensorFlow.js's converter and of some layers. So every kernel that a model can reach is compared with TensorFlow's own answers, and
Pilotlight replaces each one that differs. An op that it does not correct is refused by name: \`pilotlight inspect\` says so, and
chooses another engine if there is one. A model with such a layer is
[converted to a graph model](adding-a-model.md#tensorflowjs-layers-models).

The ${cases.length} cases are graphs of one op, or models of one layer, with common numbers and rare ones (NaN, infinities,
-0, halves, the ends of int32, numbers that float32 cannot hold) and with rare shapes (no elements, one, up to seven dimensions,
broadcast each way). The right answers are from Python TensorFlow 2.21 and Keras 3.15; a float may differ by 1e-5. The
engine refuses ${refused} of them with an error, such as int32 for an op that TensorFlow.js has for float32 only. The CPU
backend of TensorFlow.js, with the same corrections to ops and layers, answers ${onCpu} differently from
TensorFlow.

    npm run generate --workspace=@pilotlight/model-runtime    # this file
    npx vitest run src/engines/wasm                           # the cases, in packages/model-runtime

[tools/oracle-fixtures](../tools/oracle-fixtures/README.md) makes the cases. The corrections are in
\`packages/model-runtime/src/engines/wasm/kernels\`.

## The kernels

${kernelTable(held)}

## Ops and layers

${correctedTable()}

Two more errors are corrected in the graph when it is loaded. In functions, which are the branches and loops of TensorFlow 2, the
converter used the first output of an op (the values of \`TopKV2\`) although the graph names another (the indices). And a product
with an activation, plus a tensor that is not a weight, lost its activation.

## Refused by name

| op or layer                                                                 | what TensorFlow.js ignores                 |
| --------------------------------------------------------------------------- | ------------------------------------------ |
| any op with \`data_format\` \`NCHW\` or \`NCDHW\`, except \`DepthToSpace\`          | the place of the channels; some refuse it  |
| \`FusedBatchNorm\`, V2, V3 with \`is_training\`                                 | the statistics of the batch                |
| \`Conv2DBackpropInput\` with \`dilations\`                                      | the dilations                              |
| \`MaxPool\` with \`padding\` \`EXPLICIT\`                                         | the padding; it refuses                    |
| \`ReLU\` with \`negative_slope\` or \`threshold\`                                 | both                                       |
| \`DepthwiseConv2D\` with \`dilation_rate\`                                      | the dilation                               |
| \`Conv2DTranspose\`, \`Conv3DTranspose\` with \`dilation_rate\`, \`output_padding\` | both                                       |
| \`GlobalAveragePooling\`, \`GlobalMaxPooling\` with \`keepdims\`                  | the kept dimensions                        |
| \`GRU\`, \`LSTM\`, \`SimpleRNN\` with \`time_major\`                                | the order: steps come first                |

## What TensorFlow leaves open

${openTable(cases)}

Two limits remain. Integers narrower than 32 bits, and int64, are int32 here, and float16 and float64 are
float32. A sum adds one element after the other, so a sum of very many may differ by more than TensorFlow's.

## Kernels that inference does not reach

${unreachableTable()}

## What next

- [Adding a model](adding-a-model.md): what \`add\` compares a model's answers with.
- [Snapshots](snapshots.md): how the same kernels start faster.
- [Architecture](architecture.md): the engines, and the code around them.
`;
await writeFile(new URL('../../../../../../docs/kernels.md', import.meta.url), text);
