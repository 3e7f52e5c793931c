/** Releases a buffer's memory at once; V8 would do so at its next collection. Memory that other buffers share stays. */
export function free(room: Buffer): void {
  const { buffer } = room;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === room.byteLength) buffer.transfer(0);
}
