/**
 * By how much the mean of each channel that a kernel gives moves when its values are rounded: `ε · E[x]` of Nagel et al.
 * 2019, section 4.2, where `ε` is what rounding adds to the kernel and `x` what the kernel is multiplied with.
 *
 * @param meanInput `E[x]`, for each element of the kernel that a channel that comes out has.
 * @param channels that come out; a depthwise kernel has one for each that goes in, along its last axis too.
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
