import type { Dataset } from '../data/dataset.ts';
import { OptimizerError } from '../optimizer-error.ts';

/** Known classes of a model and of its data. */
export interface ClassNames {
  /** Number of scores of the model. */
  classes: number;
  /** The model's own class names. */
  labels: readonly string[] | undefined;
  dataset: Dataset;
}

/**
 * Returns the index of a class. A name is looked up among the model's own labels. Without labels, names that are
 * numbers are used as such, and other names are counted in alphabetical order, if the data has as many classes as the
 * model.
 *
 * @throws {OptimizerError} for a class that the model does not have.
 */
export function classNumber(label: number | string, { classes, labels, dataset }: ClassNames): number {
  const number = typeof label === 'number' ? label : numberOfName(label, { classes, labels, dataset });
  if (number === undefined) {
    throw new OptimizerError(
      labels
        ? `the data has a class '${label}', which is not among the model's ${classes}`
        : `the data has a class '${label}', and its index among the model's ${classes} classes is unknown: add --labels`,
    );
  }
  if (Number.isSafeInteger(number) && number >= 0 && number < classes) return number;
  throw new OptimizerError(
    `the data has a class ${number}, and the model has ${classes} classes, 0 to ${classes - 1}`,
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
