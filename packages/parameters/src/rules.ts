/** Rule for the text of a parameter. */
export interface Rule<Value> {
  /** The allowed values, in words for after "must be". */
  readonly expected: string;
  /** Returns the value of the text; undefined if the text is not allowed. */
  readonly read: (text: string) => Value | undefined;
  /** True if messages must not repeat the text, because it may hold a secret. */
  readonly isPrivate?: boolean;
}

/** Allows no other spelling: an owner who writes TRUE, 1 or yes must not get the opposite. */
export const trueOrFalse: Rule<boolean> = {
  expected: 'exactly true or false',
  read: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
};

export function wholeNumber(least: number, most: number, unit = ''): Rule<number> {
  return {
    expected: `${least} to ${most}${unit && ` ${unit}`}`,
    read(value) {
      if (!/^(?:0|[1-9]\d{0,8})$/.test(value)) return undefined;
      const number = Number(value);
      return number >= least && number <= most ? number : undefined;
    },
  };
}

export function text(expected: string, pattern: RegExp): Rule<string> {
  return { expected, read: (value) => (pattern.test(value) ? value : undefined) };
}

/** Names that the Firebase CLI accepts (`lib/functional/validate` of firebase-tools). */
export const functionName: Rule<string> = text(
  'a function name such as predict: up to 62 letters, digits, - and _, starting with a letter',
  /^[A-Za-z][\w-]{0,61}$/,
);

/** A JSON array of texts. */
export function listOf(
  expected: string,
  { pattern, least, most }: { pattern: RegExp; least: number; most: number },
): Rule<string[]> {
  return {
    expected,
    isPrivate: true,
    read(value) {
      let list: unknown;
      try {
        list = JSON.parse(value);
      } catch {
        return undefined;
      }
      if (!Array.isArray(list) || list.length < least || list.length > most) return undefined;
      const texts = list.filter((one): one is string => typeof one === 'string' && pattern.test(one));
      return texts.length === list.length ? texts : undefined;
    },
  };
}

export const region = text('a region such as us-central1', /^[a-z]{2,20}-[a-z]{4,20}\d{1,2}$/);

/**
 * A full address: the Firebase CLI completes the short form for a function, but not for the schedule that calls it.
 * Empty: the platform's default account.
 */
export const serviceAccount = text(
  'the full address of a service account, such as name@project.iam.gserviceaccount.com, or empty',
  /^(?:[a-z0-9-]{1,63}@(?:[a-z0-9-]{1,63}\.){1,3}gserviceaccount\.com)?$/,
);
