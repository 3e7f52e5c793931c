import type { ModelDescription } from '@pilotlight/client';
import type { Ask } from '../shared/predict-client.ts';

/** The name of a model that is asked with an image and nothing else, in colour if there is one; null for none. */
function findImageModel(models: readonly ModelDescription[]): string | null {
  const found = models.filter((each) => each.imageInput !== undefined && inputsOf(each).length === 1);
  return (found.find(isInColour) ?? found[0])?.model ?? null;
}

function isInColour(described: ModelDescription): boolean {
  return inputsOf(described)[0]?.shape.at(-1) === 3;
}

function inputsOf({ signatures }: ModelDescription) {
  return Object.values(signatures['serving_default']?.inputs ?? {});
}

/** Asks, once, which model takes photographs. A question that failed is asked again. */
export function createImageModelSource(ask: Ask): () => Promise<string | null> {
  let asking: Promise<string | null> | undefined;
  return () => {
    asking ??= ask(undefined, (all) => all.describe())
      .then(({ answer }) => findImageModel(answer))
      .catch((error: unknown) => {
        asking = undefined;
        throw error;
      });
    return asking;
  };
}
