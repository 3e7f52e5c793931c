/** What the text of a parameter must be. */
export interface Rule<Value> {
  /** In words that go after "must be". */
  readonly expected: string;
  /** Returns what the text means, undefined where it is not what it must be. */
  readonly read: (text: string) => Value | undefined;
  /** Whether the text is kept out of what is said of it, as it may hold what is nobody's business. */
  readonly isPrivate?: boolean;
}

/** No other spelling: whoever writes TRUE, 1 or yes means something, and must not get the opposite. */
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

/** What the Firebase CLI takes (`lib/functional/validate` of firebase-tools). */
export const functionName: Rule<string> = text(
  'a name of a function such as predict: letters, digits, - and _, a letter first, at most 62',
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
 * In full: the Firebase CLI completes the short form for a function, and not for the schedule that calls it.
 * Empty: the platform's default account.
 */
export const serviceAccount = text(
  'the whole address of a service account, such as name@project.iam.gserviceaccount.com, or empty',
  /^(?:[a-z0-9-]{1,63}@(?:[a-z0-9-]{1,63}\.){1,3}gserviceaccount\.com)?$/,
);
