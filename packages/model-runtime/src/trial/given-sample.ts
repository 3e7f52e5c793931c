/** What a trial calls the sample that was in the manifest already, for whoever knows where that is from. */
export const GIVEN_SAMPLE = 'the given sample';
