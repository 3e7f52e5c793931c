import type { ModelDescription } from '@pilotlight/client';
import type { Ask } from '../shared/predict-client.ts';

/** Returns the models that take only an image, those in color first. */
function findImageModels(models: readonly ModelDescription[]): string[] {
  const found = models.filter((each) => each.imageInput !== undefined && inputsOf(each).length === 1);
  const inOrder = [...found.filter(isInColor), ...found.filter((each) => !isInColor(each))];
  return inOrder.map(({ model }) => model);
}

function isInColor(described: ModelDescription): boolean {
  return inputsOf(described)[0]?.shape.at(-1) === 3;
}

function inputsOf({ signatures }: ModelDescription) {
  return Object.values(signatures['serving_default']?.inputs ?? {});
}

/** Returns a function that finds the models for photographs. It makes one call, and repeats it only after a failure. */
export function createImageModelSource(ask: Ask): () => Promise<string[]> {
  let asking: Promise<string[]> | undefined;
  return () => {
    asking ??= ask(undefined, (all) => all.describe())
      .then(({ answer }) => findImageModels(answer))
      .catch((error: unknown) => {
        asking = undefined;
        throw error;
      });
    return asking;
  };
}
