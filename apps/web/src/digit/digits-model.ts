/** The model that reads drawings. */
export const DIGITS_MODEL = 'digits';
