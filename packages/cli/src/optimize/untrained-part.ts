import { type Dataset, heldOutOf, refuseSharedData } from '@pilotlight/optimizer';
import { OptimizerError } from '@pilotlight/optimizer/choices';

/**
 * What can be chosen by: the calibration data, or, where that is what is trained with, the part of it that trainings
 * leave alone. By what a model has seen in its training no one can tell how good it is.
 *
 * @throws {OptimizerError} where the two have some files in common and others not.
 */
export async function untrainedPart(
  calibration: Dataset,
  training: Dataset | undefined,
): Promise<{ calibration: Dataset; part: string | undefined }> {
  if (!training) return { calibration, part: undefined };
  if (calibration.files.join('\n') === training.files.join('\n')) {
    return { calibration: heldOutOf(calibration), part: 'of those held out of the training' };
  }
  try {
    await refuseSharedData(calibration, training);
  } catch (cause) {
    if (!OptimizerError.isInstance(cause)) throw cause;
    throw new OptimizerError(
      'some files are both in the data to train with and in that to choose by: give the same for both, or other data for one',
      { cause },
    );
  }
  return { calibration, part: undefined };
}
