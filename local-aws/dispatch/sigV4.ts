import { createHash, createHmac } from 'node:crypto';

/** What a version 4 signature covers, as it stood in the request. */
export interface SignedRequest {
  method: string;
  /** Still percent-encoded. */
  path: string;
  rawQuery: string;
  headers: Readonly<Record<string, string>>;
}

export interface SignatureV4 {
  accessKeyId: string;
  /** `20261123/eu-central-1/s3/aws4_request` */
  scope: string;
  /** `20261123T064810Z` */
  date: string;
  signedHeaders: string[];
  signature: string;
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The signature in an `Authorization` header; undefined where there is none of version 4. */
export const headerSignature = (headers: Readonly<Record<string, string>>): SignatureV4 | undefined => {
  const header = headers.authorization;
  if (!header?.startsWith('AWS4-HMAC-SHA256')) return undefined;
  const part = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? '';
  const [accessKeyId = '', ...scope] = part('Credential').split('/');
  return {
    accessKeyId,
    scope: scope.join('/'),
    date: headers['x-amz-date'] ?? '',
    signedHeaders: part('SignedHeaders').split(';'),
    signature: part('Signature'),
  };
};

/** The signature of a presigned URL; undefined where there is none of version 4. */
export const querySignature = (query: URLSearchParams): SignatureV4 | undefined => {
  const credential = query.get('X-Amz-Credential');
  if (credential === null) return undefined;
  const [accessKeyId = '', ...scope] = credential.split('/');
  return {
    accessKeyId,
    scope: scope.join('/'),
    date: query.get('X-Amz-Date') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
  };
};

/** `payload` is the hash of the body, or what the client says instead (`UNSIGNED-PAYLOAD`). */
export const canonicalRequest = (request: SignedRequest, signed: SignatureV4, payload: string): string => {
  const isS3 = signed.scope.split('/')[2] === 's3';
  // S3 signs the path as it is sent; everybody else encodes it once more.
  const path = request.path
    .split('/')
    .map((part) => (isS3 ? encode(decode(part)) : encode(encode(decode(part)))))
    .join('/');
  const headers = signed.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    path || '/',
    canonicalQuery(request.rawQuery),
    headers.join(''),
    signed.signedHeaders.join(';'),
    payload,
  ].join('\n');
};

const canonicalQuery = (rawQuery: string): string =>
  rawQuery
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [encode(decode(name.replaceAll('+', ' '))), encode(decode(value.replaceAll('+', ' ')))];
    })
    .sort(([oneName = '', one = ''], [otherName = '', other = '']) =>
      oneName === otherName ? (one < other ? -1 : 1) : oneName < otherName ? -1 : 1,
    )
    .map((pair) => pair.join('='))
    .join('&');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export const stringToSign = (signed: SignatureV4, canonical: string): string =>
  ['AWS4-HMAC-SHA256', signed.date, signed.scope, sha256(canonical)].join('\n');

/** What the signature must be for that secret. */
export const computeSignature = (secret: string, signed: SignatureV4, text: string): string => {
  const key = signed.scope.split('/').reduce<string | Buffer>((derived, part) => hmac(derived, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
};

export const hashPayload = sha256;

/** `20261123T064810Z` in ms since the epoch; NaN for anything else. */
export const parseAmzDate = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
