import { describeNetwork } from '../network/describe-network.ts';
import type { Tally } from '@pilotlight/optimizer/tally';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { DISTORTION, TRAINING } from '../training/hyperparameters.ts';
import type { TrainingRecord } from '../output/training-record.ts';

/** Writes the model card, a README in Markdown, from the measurements and the training's record. */
export function modelCard({ evaluation, record }: { evaluation: Tally; record: TrainingRecord }): string {
  return [
    '# digits, version 1',
    purpose,
    `## How good it is\n\n${results(evaluation)}`,
    `## Limits\n\n${limits}`,
    `## Network\n\n${networkTable()}`,
    `## Training\n\n${trainingSection(record)}`,
    `## Data and license\n\n${license}`,
    `## Reproduce it\n\n${reproduction}`,
  ].join('\n\n');
}

const purpose = `Recognizes which of the digits 0 to 9 an image shows. It is the teacher of [version 2](../2/README.md), which is a tenth of
its size and is served by default, also to the example app.

| | name | dtype | shape | meaning |
|---|---|---|---|---|
| input | \`image\` | float32 | [n, 28, 28, 1] | a white digit on black, 0 to 1 |
| output | \`probabilities\` | float32 | [n, 10] | how likely each digit is; the sum is 1 |

It needs images like those of MNIST: the digit is scaled to fit a box of 20 x 20 pixels, with its proportions
kept, and placed in the 28 x 28 so that its center of mass is in the middle.`;

function results({ count, correct, accuracy, interval, recall }: Tally): string {
  return `**${formatPercent(accuracy)}** of the ${thousands(count)} test images are recognized (${thousands(correct)} of them;
95% Wilson interval ${formatPercent(interval.low)} to ${formatPercent(interval.high)}). Measured with the shipped runtime, by

    npm run evaluate:digits -- --version 1 --data DIR --model-card

which also writes this page. The test images were not used in the training.

![Confusion matrix](confusion-matrix.svg)

| digit | ${recall.map((_, digit) => digit).join(' | ')} |
|---|${'---|'.repeat(recall.length)}
| recall | ${recall.map((share) => formatPercent(share)).join(' | ')} |`;
}

const limits = `- It knows only digits: it calls any drawing a digit, often with great confidence.
- One digit per image. A number with several digits must be split first.
- MNIST was written by American census workers and pupils around 1990. Digits that others write differently
  may be misread.
- The figures above are for images of MNIST. Drawings with a mouse or a finger were not measured.
- A probability is no guarantee: the training keeps it below 1, and it is not calibrated.`;

function networkTable(): string {
  const layers = describeNetwork();
  const total = { parameters: 0, multiplications: 0 };
  const rows = layers.map(({ name, outputShape, parameters, multiplications }) => {
    total.parameters += parameters;
    total.multiplications += multiplications;
    return `| ${name} | ${outputShape.join(' x ')} | ${thousands(parameters)} | ${thousands(multiplications)} |`;
  });
  return `| layer | output | parameters | multiplications |
|---|---|---|---|
${rows.join('\n')}
| **total** | | **${thousands(total.parameters)}** | **${thousands(total.multiplications)}** |

All weights are float32: ${thousands(total.parameters * Float32Array.BYTES_PER_ELEMENT)} bytes.`;
}

function trainingSection({ seed, epochs, epoch, validationAccuracy }: TrainingRecord): string {
  const { batchSize, held, momentum, peakLearningRate, warmUp, weightDecay, labelSmoothing } = TRAINING;
  const { rotation, shear, stretch, shift, reweighed } = DISTORTION;
  return `- Seed ${seed}, for the first weights, the order of the images and their distortion.
- ${epochs} epochs over the training images but for ${thousands(held)}, chosen at random and held out. Epoch ${epoch} was
  kept, the best on those (${formatPercent(validationAccuracy)}).
- Stochastic gradient descent in batches of ${batchSize}, Nesterov momentum ${momentum}; the learning rate rises to
  ${peakLearningRate} in the first ${warmUp * 100}% of the steps and falls to 0 along a cosine.
- Weight decay ${weightDecay}, label smoothing ${labelSmoothing}; neither dropout nor batch normalization.
- Each image is distorted again each time it is used: rotated by up to ${rotation} degrees, slanted by up to ${shear},
  stretched by up to ${stretch * 100}% in width and in height, moved by up to ${shift} pixels, and for ${reweighed * 100}% of the images
  the stroke is made finer or bolder.`;
}

const license = `Trained on MNIST, 60,000 training and 10,000 test images, by Yann LeCun, Corinna Cortes and Christopher J.C. Burges,
licensed [CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/). The only image of it in these files is
\`sample\` in \`manifest.json\`: the first test image, under the same license.`;

const reproduction = `    npm run native:setup                                            # TensorFlow for Node.js, once
    npm run train:digits -- --data DIR --force                      # about 13 minutes on two cores
    npm run evaluate:digits -- --version 1 --data DIR --model-card  # a few seconds

\`DIR\` holds the four gzipped IDX files of MNIST; without \`--data\` they are downloaded.

On one machine the same seed gave the same weights, bit by bit, in each trial. With another number of cores it
did not: TensorFlow then adds in another order, and the weights differ. Expect about the same accuracy then,
not the same file.
`;

function thousands(value: number): string {
  return value.toLocaleString('en');
}
