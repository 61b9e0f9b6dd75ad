import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type HttpRequest = IncomingMessage | Http2ServerRequest;
export type HttpResponse = ServerResponse | Http2ServerResponse;

export interface Listener {
  port: number;
  close(): Promise<void>;
}

const PREFACE = 'PRI ';

/**
 * One port of 127.0.0.1 for HTTP/1.1 and for HTTP/2 with prior knowledge (the Kinesis client): the first bytes of a connection tell which.
 */
export const listen = async (
  port: number,
  handle: (request: HttpRequest, response: HttpResponse) => void,
): Promise<Listener> => {
  const http = createHttp({ keepAliveTimeout: 65_000, requestTimeout: 0 }, handle);
  const http2 = createHttp2({}, handle);
  const sockets = new Set<Socket>();
  const door = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      if (first.subarray(0, PREFACE.length).toString('latin1') === PREFACE) {
        // The session reads what was put back by itself; a socket that flows would lose it.
        http2.emit('connection', socket);
      } else {
        http.emit('connection', socket);
        socket.resume();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (door.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => door.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      http.close();
      http2.close();
      await closed;
    },
  };
};
