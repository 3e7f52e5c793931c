/** Help text for the model argument of every command. */
export const MODEL_ARGUMENT = 'the name of a served model, or a path';

/** Help text for the paths at which a model is found. */
export const MODEL_PATHS = 'the folder of a SavedModel, a tfjs model.json or its folder, or a .tflite file';
