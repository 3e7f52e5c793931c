import { createPredictor } from '@pilotlight/client';
import { initializeApp } from 'firebase/app';
import { getFunctions } from 'firebase/functions';

// An app with the types of its models, as `pilotlight types --out models.d.ts` writes them.
const functions = getFunctions(initializeApp({}));
const digits = createPredictor<'digits'>(functions, { model: 'digits' });
const first = createPredictor(functions, { model: 'digits', version: 1 });

export async function ask(pixels: Float32Array): Promise<'0' | '1' | 'something else' | undefined> {
  const { predictions } = await digits.predict([pixels]);
  const probability: number | undefined = predictions[0]?.[7];
  const { outputs } = await first.predictColumns([[[[0]]]]);
  const same: number | undefined = outputs[0]?.[7];
  const { top } = await digits.top([[[[0]]]], 3);
  const label = top[0]?.[0]?.label;
  console.log(probability, same);

  // @ts-expect-error: the rows of this model are float32.
  await digits.predict([Int32Array.of(1)]);
  // @ts-expect-error: this model takes no images.
  await digits.predict([new Blob()]);
  // @ts-expect-error: a row has three dimensions.
  await digits.predict([[0]]);
  // @ts-expect-error: a row of probabilities is not text.
  const text: string | undefined = predictions[0]?.[7];
  // @ts-expect-error: no class has this name.
  if (label === 'seven') console.log(text);
  // @ts-expect-error: no model with this name is served.
  createPredictor(functions, { model: 'numbers' });
  // @ts-expect-error: this version is not served.
  createPredictor(functions, { model: 'digits', version: 3 });
  return label === '0' || label === '1' ? label : 'something else';
}
