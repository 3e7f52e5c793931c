/** Replaces control characters in text from a file, which could move the cursor of a terminal or worse. */
export function safeText(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, '�');
}
