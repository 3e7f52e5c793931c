/** True if a page of this host uses the emulators of the same machine. */
export function isLocal(hostname: string | undefined): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
