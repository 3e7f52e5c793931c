/** Text out of a file, which on a terminal could otherwise move the cursor or worse. */
export function safeText(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, '�');
}
