import net from 'node:net';
import tls from 'node:tls';
import type { KafkaConfig } from 'kafkajs';

/** A network between a client and its server that can be cut and mended. */
export interface FlakyNetwork {
  readonly socketFactory: NonNullable<KafkaConfig['socketFactory']>;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  mend(): void;
}

export function createFlakyNetwork(): FlakyNetwork {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  return {
    socketFactory: ({ host, port, ssl, onConnect }) => {
      // Port 1 refuses: the client sees what it would see of a broker that is gone.
      const target = { host, port: isCut ? 1 : port };
      const socket = ssl ? tls.connect({ ...ssl, ...target }, onConnect) : net.connect(target, onConnect);
      socket.setKeepAlive(true);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      return socket;
    },
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
  };
}

/** The same for a TCP server: a proxy in front of `host:port`, on a free port. */
export interface FlakyProxy {
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function createFlakyProxy(host: string, port: number): Promise<FlakyProxy> {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const server = net.createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = net.connect({ host, port });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
