import type { Gateway, GatewayAnswer } from './submit.ts';

const answerOf = async (response: Response): Promise<GatewayAnswer> => {
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    // A proxy's page or nothing at all: it is kept as the text it is.
    return { status: response.status, body: text };
  }
};

/** The gateway over HTTP(S): `POST <url>/filings`, `GET <url>/filings/<id>`; each call ends within the time given. */
export const fetchGateway = (url: string, timeoutMs: number): Gateway => {
  const call = async (path: string, init: RequestInit): Promise<GatewayAnswer> =>
    answerOf(
      await fetch(`${url.replace(/\/$/, '')}${path}`, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      }),
    );
  return {
    post: ({ id, replaces, body, sha256, manifestDigest, signature }) =>
      call('/filings', {
        method: 'POST',
        headers: {
          'content-type': 'application/xml',
          'idempotency-key': id,
          // RFC 9530
          'content-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
          'x-manifest-digest': manifestDigest,
          'x-manifest-signature': signature,
          ...(replaces && { 'x-replaces': replaces }),
        },
        body: Buffer.from(body),
      }),
    find: (id) => call(`/filings/${encodeURIComponent(id)}`, { method: 'GET' }),
  };
};
