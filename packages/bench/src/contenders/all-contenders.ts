import { join } from 'node:path';
import { addAndBuild, copyAndBuild, prepareScratch } from '../prepare/build-deployable.ts';
import { drawnMobilenet } from '../prepare/drawn-mobilenet.ts';
import { pythonWithTensorflow } from '../prepare/python.ts';
import { step } from '../prepare/step.ts';
import { type Contender, type LeftOut, leftOut } from './contender.ts';
import { digits, DIGITS } from './digits.ts';
import { BARE_NODE, bundledFramework, FRAMEWORK, HELLO_WORLD } from './floors.ts';
import { KERAS_CNN, kerasCnn } from './keras-cnn.ts';
import { type Form, mobilenet } from './mobilenet.ts';
import { pythonPeer, tfjsNodePeer } from './peers.ts';
import { QUANTIZED_FILES, quantizedMobilenet } from './quantized-mobilenet.ts';

export interface Field {
  contenders: Contender[];
  leftOut: LeftOut[];
}

/** Sources of the contenders; see prepare/options.ts. */
export interface Sources {
  cache: string;
  data?: string | undefined;
  tfjsConverter?: string | undefined;
}

/**
 * Makes every contender that can run here, each with its own deployable, in a scratch folder.
 *
 * @param wanted ids of contenders; defaults to all.
 */
export async function allContenders(
  { cache, data, tfjsConverter }: Sources,
  scratch: string,
  wanted: (id: string) => boolean = () => true,
): Promise<Field> {
  await prepareScratch(scratch);
  const contenders: Contender[] = [BARE_NODE, FRAMEWORK, HELLO_WORLD].filter(({ id }) => wanted(id));
  const absent: LeftOut[] = [];
  const attempt = async (id: string, make: () => Promise<Contender>) => {
    if (!wanted(id)) return;
    try {
      contenders.push(await step(`preparing ${id}`, make));
    } catch (error) {
      absent.push(leftOut(id, error));
    }
  };

  await attempt('bundled-framework', () => bundledFramework(scratch));
  await attempt('digits', async () => digits(await copyAndBuild('digits', DIGITS, scratch)));
  await attempt('keras-cnn', async () =>
    kerasCnn(await addAndBuild({ name: 'keras-cnn', path: KERAS_CNN, scratch })),
  );
  await attempt('mobilenet-quantized', async () => {
    if (data === undefined) throw new Error('it needs the trained model: add --data FOLDER');
    const path = join(data, QUANTIZED_FILES.model);
    const options = ['--labels', join(data, QUANTIZED_FILES.labels)];
    return quantizedMobilenet(
      await addAndBuild({ name: 'mobilenet-quantized', path, options, scratch }),
      data,
    );
  });

  const ofDrawn = [
    'mobilenet-wasm',
    'mobilenet-litert',
    'mobilenet-converted',
    'mobilenet-tfjs-node',
    'peer-tfjs-node',
    'peer-python',
  ];
  if (!ofDrawn.some(wanted)) return { contenders, leftOut: absent };
  try {
    const python = await pythonWithTensorflow(cache);
    const drawn = await drawnMobilenet({ cache, python, tfjsConverter });
    const make = (form: Form, path: string, options: string[] = []) =>
      attempt(`mobilenet-${form}`, async () =>
        mobilenet(form, await addAndBuild({ name: `mobilenet-${form}`, path, options, scratch }), drawn),
      );
    if (drawn.tfjsGraph !== undefined) await make('wasm', drawn.tfjsGraph);
    else if (wanted('mobilenet-wasm'))
      absent.push(leftOut('mobilenet-wasm', 'it needs a converter: add --tfjs-converter FOLDER'));
    await make('litert', drawn.tflite);
    await make('converted', drawn.savedModel);
    await make('tfjs-node', drawn.savedModel, ['--engine', 'tfjs-node']);
    await attempt('peer-tfjs-node', () => tfjsNodePeer(drawn, join(scratch, 'peer-tfjs-node')));
    await attempt('peer-python', () => pythonPeer(drawn, python, join(scratch, 'peer-python')));
  } catch (error) {
    absent.push(...ofDrawn.filter(wanted).map((name) => leftOut(name, error)));
  }
  return { contenders, leftOut: absent };
}
