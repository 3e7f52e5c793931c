import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A host that the CLI calls at a fixed address, and can do without: it asks there if the caller may act as the default
 * service account of App Engine.
 */
const FORESEEN = 'iam.googleapis.com:443';

/** Answers CONNECT: connects only to the stand-in itself, so that nothing leaves the machine. */
export interface Tunnel {
  connect(request: IncomingMessage, client: Duplex): void;
  /** Ends the open connections. */
  close(): void;
}

/**
 * Creates a tunnel.
 *
 * @param own `host:port` of the stand-in.
 *
 * @param unforeseen gets each address that was refused and that no deploy needs.
 */
export function createTunnel(own: string, unforeseen: (address: string) => void): Tunnel {
  const open = new Set<Duplex>();
  return {
    connect({ url = '' }, client) {
      open.add(client);
      client.on('error', () => client.destroy()).on('close', () => open.delete(client));
      if (url !== own) {
        if (url !== FORESEEN) unforeseen(url);
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const { hostname, port } = new URL(`http://${url}`);
      const server = connect(Number(port), hostname, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        client.pipe(server).pipe(client);
      });
      server.on('error', () => client.destroy());
      client.on('close', () => server.destroy());
    },
    close() {
      for (const client of open) client.destroy();
    },
  };
}
