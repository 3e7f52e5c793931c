/** A trial's name for the sample in the manifest, for callers that know its source. */
export const GIVEN_SAMPLE = 'the given sample';
