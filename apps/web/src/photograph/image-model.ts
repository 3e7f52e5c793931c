import type { ModelDescription } from '@pilotlight/client';
import type { Ask } from '../shared/predict-client.ts';

/** The models that are asked with an image and nothing else, those in color first. */
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

/** Asks, once, which models take photographs. A question that failed is asked again. */
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
