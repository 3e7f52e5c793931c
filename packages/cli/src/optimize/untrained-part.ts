import { type Dataset, heldOutOf, refuseSharedData } from '@pilotlight/optimizer';
import { OptimizerError } from '@pilotlight/optimizer/choices';

/**
 * Returns the data to choose by: the calibration data, or, if that is also the training data, the part that trainings hold
 * out. Data that a model saw in its training does not show how good the model is.
 *
 * @throws {OptimizerError} if the two share only some files.
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
      'some files are in both --train and --calibrate: give the same data for both, or data without common files',
      { cause },
    );
  }
  return { calibration, part: undefined };
}
