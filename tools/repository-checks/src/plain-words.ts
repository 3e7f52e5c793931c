/** A word or turn that readers stumble over, and what to write instead. */
export interface HardWord {
  pattern: RegExp;
  instead: string;
}

/** Words and turns that must not come back: short, because each was in the project once. */
export const HARD_WORDS: readonly HardWord[] = [
  { pattern: /\bunless said\b|\bunless you say (?:otherwise|so)\b/i, instead: 'defaults to …' },
  { pattern: /\bwhoever\b/i, instead: 'anyone who …' },
  { pattern: /\bwith(?:out)? a word\b/i, instead: 'silently; with a message' },
  { pattern: /\b(?:to be|can be|cannot be|be) had\b/i, instead: 'available' },
  { pattern: /\bwhose the\b|\bwhose its\b/i, instead: 'where … goes' },
  { pattern: /\bmend(?:s|ed|ing)?\b|\bremed(?:y|ies)\b/i, instead: 'fix' },
  { pattern: /\b(?:thereof|therein|hereby|lest)\b/i, instead: 'say it in the words of today' },
  { pattern: /\bof which\b/i, instead: 'a second sentence' },
  { pattern: /\btakes down\b/i, instead: 'records' },
  { pattern: /\bin so many words\b/i, instead: 'leave it out' },
  { pattern: /\bsome (?:\d|\$\{)/i, instead: 'about' },
  {
    pattern:
      /\b\w*(?:optimis|quantis|normalis|recognis|initialis|serialis|summaris|vectoris)(?:e|ed|es|er|ing|ation)s?\b/i,
    instead: 'American spelling: -ize',
  },
  {
    pattern: /\b(?:colour(?:ed|s)?|behaviour|licence|centre|favour|labelled|grey)s?\b/i,
    instead: 'American spelling',
  },
];

/** Matches a docstring with a question word at the start. A verb belongs there, or the noun that it documents. */
export const HARD_BEGINNING = /^\s*(?:\/\*\*|\/\/\/) (?:What|How|Whether|That|Where|Who|Which)\b/;
