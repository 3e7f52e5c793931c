import { createPredictor, type Row } from '@pilotlight/client';
import { initializeApp } from 'firebase/app';
import { getFunctions } from 'firebase/functions';

declare module '@pilotlight/client' {
  interface Models {
    flowers: {
      served: 1;
      1: {
        inputs: {
          image: { dtype: 'uint8'; shape: [-1, 224, 224, 3] };
          place: { dtype: 'string'; shape: [-1] };
        };
        outputs: { scores: { dtype: 'float32'; shape: [-1, 2] }; seen: { dtype: 'int64'; shape: [-1] } };
        labels: 'rose' | 'lily';
        imageInput: 'image';
      };
    };
    any: {
      served: 1;
      1: {
        inputs: { x: { dtype: 'float32'; shape: number[] } };
        outputs: { y: { dtype: 'bool'; shape: [] } };
        labels: never;
        imageInput: never;
      };
    };
  }
}

// A model with several inputs and outputs, and one with any shapes.
const functions = getFunctions(initializeApp({}));
const flowers = createPredictor(functions, { model: 'flowers' });
const row: Row<{
  inputs: { a: { dtype: 'int64'; shape: [-1, 1] } };
  outputs: { b: { dtype: 'bool'; shape: [-1] } };
  labels: never;
  imageInput: never;
}> = 3n;

export async function ask(file: File): Promise<number | string | undefined> {
  const { predictions } = await flowers.predict([{ image: file, place: 'garden' }]);
  // @ts-expect-error: `place` is missing.
  await flowers.predict([{ image: file }]);
  // @ts-expect-error: columns cannot hold images.
  await flowers.predictColumns({ image: file, place: ['garden'] });
  const { outputs } = await createPredictor(functions, { model: 'any' }).predictColumns([[1], [2]]);
  const flag: boolean = outputs;
  console.log(predictions[0]?.scores[0], flag, row);
  return predictions[0]?.seen;
}
