/** What every command that takes a model says of it in its help. */
export const MODEL_ARGUMENT = 'the name of a served model, or a path';

/** The paths at which a model is found. */
export const MODEL_PATHS = 'the folder of a SavedModel, a tfjs model.json or its folder, or a .tflite file';
