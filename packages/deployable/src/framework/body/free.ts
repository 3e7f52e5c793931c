/**
 * Gives a buffer's memory back at once, which V8 would do when it next collects. Memory that others have a part of
 * stays.
 */
export function free(room: Buffer): void {
  const { buffer } = room;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === room.byteLength) buffer.transfer(0);
}
