import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';

/** How the gateway can go wrong, once for each time it is asked for. */
export const gatewayFaults = ['timeout', 'disconnect', 'unavailable', 'reject', 'duplicate', 'wrong-receipt'] as const;
export type GatewayFault = (typeof gatewayFaults)[number];

interface Receipt {
  receiptId: string;
  reportId: string;
  sha256: string;
  status: 'accepted';
  acceptedAt: string;
}

export interface GatewayOptions {
  port: number;
  /** Where accepted filings are kept between two starts. */
  file?: string;
  /** Faults of the next filings, in order. */
  faults?: GatewayFault[];
  now?: () => number;
}

export interface GatewayDouble {
  url: string;
  /** Accepted filings, in order. */
  accepted(): Receipt[];
  /** Filings that were posted, accepted or not. */
  posts(): number;
  fail(...faults: GatewayFault[]): void;
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const load = (file: string | undefined): Receipt[] => {
  if (!file) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Receipt[];
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
};

/**
 * A regulator's gateway as tests and the laptop have it, on 127.0.0.1 only: `POST /filings` with an Idempotency-Key takes a document once
 * and answers a receipt, `GET /filings/<id>` what is held under it, `POST /_faults` a list of faults to come. A document that comes again
 * under its key gets the first receipt; another document under the same key is refused.
 */
export const startGateway = async ({
  port,
  file,
  faults = [],
  now = Date.now,
}: GatewayOptions): Promise<GatewayDouble> => {
  const accepted = load(file);
  const pending = [...faults];
  let posts = 0;
  const keep = (): void => {
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, `${JSON.stringify(accepted, null, 2)}\n`);
    renameSync(`${file}.part`, file);
  };
  const take = (reportId: string, sha256: string): Receipt => {
    const receipt: Receipt = {
      receiptId: `R-${randomUUID()}`,
      reportId,
      sha256,
      status: 'accepted',
      acceptedAt: new Date(now()).toISOString(),
    };
    accepted.push(receipt);
    keep();
    return receipt;
  };

  const post = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    posts += 1;
    const key = request.headers['idempotency-key'];
    const digest = createHash('sha256').update(body);
    const sha256 = digest.copy().digest('hex');
    if (typeof key !== 'string' || key === '') return answer(response, 400, { error: 'Idempotency-Key is missing' });
    if (request.headers['content-digest'] !== `sha-256=:${digest.digest('base64')}:`)
      return answer(response, 400, { error: 'Content-Digest is not that of the body' });
    const known = accepted.find(({ reportId }) => reportId === key);
    if (known)
      return known.sha256 === sha256
        ? answer(response, 200, known)
        : answer(response, 409, { error: 'another document is filed under this key', held: known });
    const fault = pending.shift();
    switch (fault) {
      case undefined:
        return answer(response, 201, take(key, sha256));
      case 'timeout':
        // Accepted, and never answered: the caller's own time-out ends it.
        take(key, sha256);
        return;
      case 'disconnect':
        take(key, sha256);
        request.socket.destroy();
        return;
      case 'unavailable':
        return answer(response, 503, { error: 'try again later' });
      case 'reject':
        return answer(response, 422, {
          error: 'rejected',
          reasons: ['the test double was told to reject this filing'],
        });
      case 'duplicate':
        // As when something on the way sent the request twice: the second one's answer is what arrives.
        return answer(response, 409, { error: 'this filing is held already', held: take(key, sha256) });
      case 'wrong-receipt':
        take(key, sha256);
        return answer(response, 201, {
          receiptId: `R-${randomUUID()}`,
          reportId: 'another-filing-v1',
          sha256: '0'.repeat(64),
          status: 'accepted',
          acceptedAt: new Date(now()).toISOString(),
        });
      default:
        return fault satisfies never;
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://gateway');
    const route = `${request.method} ${pathname}`;
    if (route === 'POST /filings') return post(request, response);
    if (route === 'GET /filings') return answer(response, 200, accepted);
    if (route === 'POST /_faults') {
      const asked = JSON.parse((await bodyOf(request)).toString('utf8')) as GatewayFault[];
      const unknown = asked.find((fault) => !gatewayFaults.includes(fault));
      if (unknown)
        return answer(response, 400, { error: `there is no fault ${unknown}; there are ${gatewayFaults.join(', ')}` });
      pending.push(...asked);
      return answer(response, 200, { pending });
    }
    const [, id] = /^GET \/filings\/(.+)$/.exec(route) ?? [];
    const held = id && accepted.find(({ reportId }) => reportId === decodeURIComponent(id));
    return held ? answer(response, 200, held) : answer(response, 404, { error: 'nothing is held there' });
  };

  const server: Server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => answer(response, 500, { error: error.message }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: () => [...accepted],
    posts: () => posts,
    fail: (...more) => {
      pending.push(...more);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
