/** Whether a page of this host belongs to the emulators of the machine that it is seen on. */
export function isLocal(hostname: string | undefined): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
