import type { Dataset } from '../data/dataset.ts';
import { OptimizerError } from '../optimizer-error.ts';

/** What is known of the classes of a model and of the data that it is asked about. */
export interface ClassNames {
  /** How many scores the model gives. */
  classes: number;
  /** What the model calls them. */
  labels: readonly string[] | undefined;
  dataset: Dataset;
}

/**
 * Finds the number of a class. A name is looked for among the model's own labels; without these, names that are numbers
 * are taken as such, and others counted in the order of the alphabet, if the data has as many classes as the model.
 *
 * @throws {OptimizerError} for a class that the model does not know.
 */
export function classNumber(label: number | string, { classes, labels, dataset }: ClassNames): number {
  const number = typeof label === 'number' ? label : numberOfName(label, { classes, labels, dataset });
  if (number === undefined) {
    throw new OptimizerError(
      labels
        ? `the data has a class '${label}', which is none of the model's ${classes}`
        : `the data has a class '${label}' and it is not known which of the model's ${classes} that is: give --labels`,
    );
  }
  if (Number.isSafeInteger(number) && number >= 0 && number < classes) return number;
  throw new OptimizerError(
    `the data has a class ${number}; the model gives ${classes} scores, of the classes 0 to ${classes - 1}`,
  );
}

function numberOfName(name: string, { classes, labels, dataset }: ClassNames): number | undefined {
  if (labels) return indexIn(labels, name);
  const names = dataset.classes ?? [name];
  if (names.every((each) => /^[0-9]{1,9}$/.test(each))) return Number(name);
  return names.length === classes ? indexIn(names, name) : undefined;
}

function indexIn(names: readonly string[], name: string): number | undefined {
  const at = names.indexOf(name);
  return at === -1 ? undefined : at;
}
