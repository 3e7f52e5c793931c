import { subjectOf, type SweepCase } from './sweep-case.ts';

interface Refused {
  subject: RegExp;
  why: RegExp;
  /** A pattern of the error's message. */
  says: RegExp;
}

/** Cases that TensorFlow runs and this engine refuses with an error: no answer is not a wrong answer. */
export const REFUSED: readonly Refused[] = [
  {
    subject: /^(Add|AddV2|Sub|Mul|RealDiv|Div|DivNoNan|SquaredDifference)$/,
    why: /^ranks 7 and 1$/,
    says: /XNNPACK takes 6/,
  },
  { subject: /^(MatMul|MaxPool|ImageProjectiveTransformV3)$/, why: /^int32$/, says: /float32/ },
  { subject: /^DepthToSpace$/, why: /^(int32|bool) of/, says: /must be float32/ },
  { subject: /^EuclideanNorm$/, why: /int32/, says: /must be float32/ },
  { subject: /^EuclideanNorm$/, why: /^$/, says: /invalid axis/ },
  { subject: /^(Slice|Pad|PadV2)$/, why: / of \(\)$/, says: /scalar/i },
  { subject: /^(Lower|Upper)Bound$/, why: /^empty$/, says: /0 elements/ },
  { subject: /^Conv2D$/, why: /^groups$/, says: /must match input depth/ },
  { subject: /^MaxPool$/, why: /^explicit paddings$/, says: /Unknown padding/ },
  { subject: /^layer Conv1D$/, why: /causal/, says: /CAUSAL/ },
  { subject: /^layer (CategoryEncoding|CenterCrop)$/, why: /./, says: /expected x0 to have shape/ },
  { subject: /^layer BatchNormalization$/, why: /^axis -1 of \(\d+, \d+, \d+, \d+, \d+\)$/, says: /rank 5/ },
  { subject: /^layer Softmax$/, why: /^axis 1$/, says: /non-last dimension/ },
];

/** Returns the entry for a refused case. */
export function refusalOf(one: SweepCase, message: string): Refused | undefined {
  return REFUSED.find(
    ({ subject, why, says }) => subject.test(subjectOf(one)) && why.test(one.why) && says.test(message),
  );
}
