import { toPart } from '@pilotlight/command-line/share';
import { type LabelledVersion, VERSION_LABEL_PATTERN, VERSION_LABEL_RULE } from '@pilotlight/protocol';
import { InvalidArgumentError } from 'commander';

/** The move of one label. */
export interface LabelMove {
  label: string;
  /** Undefined to remove the label. */
  to: LabelledVersion | undefined;
}

/** Reads `stable=2`, `canary=3:5%` or `canary=none`. @throws {InvalidArgumentError} */
export function parseLabelMove(text: string): LabelMove {
  const [, label = '', target = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (target === '')
    throw new InvalidArgumentError(
      `'${text}' is not a label with a version: write stable=2, canary=3:5% or canary=none`,
    );
  if (!VERSION_LABEL_PATTERN.test(label))
    throw new InvalidArgumentError(`'${label}' cannot be a label, which is ${VERSION_LABEL_RULE}`);
  if (target === 'none') return { label, to: undefined };
  const [, version, share] = /^([1-9]\d{0,14})(?::(.*))?$/s.exec(target) ?? [];
  if (version === undefined)
    throw new InvalidArgumentError(
      `'${text}' has no version: write ${label}=2, ${label}=2:5% with a share of the calls, or ${label}=none`,
    );
  return {
    label,
    to: {
      version: Number(version),
      ...(share === undefined ? {} : { share: share === '100%' ? 1 : toPart(share) }),
    },
  };
}
