import { parseDescribeResponse, type DescribeResponse } from '@pilotlight/protocol';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { Call } from '../shared/predict-client.ts';

type Described = DescribeResponse['models'][number];

/** The name of a model that is asked with an image and nothing else, in colour if there is one; null for none. */
function findImageModel({ models }: DescribeResponse): string | null {
  const found = models.filter((each) => each.imageInput !== undefined && inputsOf(each).length === 1);
  return (found.find(isInColour) ?? found[0])?.model ?? null;
}

function isInColour(described: Described): boolean {
  return inputsOf(described)[0]?.shape.at(-1) === 3;
}

function inputsOf({ signatures }: Described) {
  return Object.values(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
}

/** Asks, once, which model takes photographs. A question that failed is asked again. */
export function createImageModelSource(call: Call): () => Promise<string | null> {
  let asking: Promise<string | null> | undefined;
  return () => {
    asking ??= call({ op: 'describe' })
      .then(({ data }) => findImageModel(parseDescribeResponse(data)))
      .catch((error: unknown) => {
        asking = undefined;
        throw error;
      });
    return asking;
  };
}
