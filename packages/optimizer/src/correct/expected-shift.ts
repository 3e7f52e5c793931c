/**
 * Returns the shift in the mean of each output channel when the values of a kernel are rounded: `ε · E[x]` of Nagel et
 * al. 2019, section 4.2, where `ε` is the rounding error of the kernel and `x` the input that the kernel is multiplied
 * with.
 *
 * @param meanInput `E[x]`, for each element of the kernel of one output channel.
 * @param channels number of output channels; a depthwise kernel has one for each input channel, on its last axis.
 */
export function expectedShift({
  values,
  rounded,
  meanInput,
  channels,
  isDepthwise,
}: {
  values: Float32Array;
  rounded: (value: number) => number;
  meanInput: Float64Array;
  channels: number;
  isDepthwise: boolean;
}): Float64Array {
  const shift = new Float64Array(channels);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    const channel = at % channels;
    const input = meanInput[isDepthwise ? at : Math.floor(at / channels)] ?? 0;
    shift[channel] = (shift[channel] ?? 0) + (rounded(value) - value) * input;
  }
  return shift;
}
