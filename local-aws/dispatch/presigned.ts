import { AwsError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { computeSignatureV2, stringToSignV2 } from './sigV2.ts';
import { canonicalRequest, computeSignature, parseAmzDate, querySignature, stringToSign } from './sigV4.ts';

const WEEK = 7 * 24 * 60 * 60;

const mistake = (message: string): AwsError => new AwsError('AuthorizationQueryParametersError', message);

/**
 * Checks a presigned URL of signature version 4. `known` tells whether the secrets are the key's own or a guess.
 * Throws `AccessDenied` (expired), `SignatureDoesNotMatch`, `InvalidAccessKeyId`, `AuthorizationQueryParametersError`.
 */
export const checkPresignedV4 = (exchange: Exchange, secrets: readonly string[], known: boolean, now: number): void => {
  const signed = querySignature(exchange.query);
  const date = parseAmzDate(signed?.date ?? '');
  const seconds = Number(exchange.query.get('X-Amz-Expires') ?? Number.NaN);
  if (
    !signed ||
    signed.signature === '' ||
    Number.isNaN(date) ||
    exchange.query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256'
  ) {
    throw mistake(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (!Number.isInteger(seconds) || seconds < 0) throw mistake('X-Amz-Expires should be a number');
  if (seconds > WEEK)
    throw mistake(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  checkExpiry(date + seconds * 1000, { 'X-Amz-Expires': seconds }, now);
  const payload =
    exchange.query.get('X-Amz-Content-Sha256') ?? exchange.headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  const canonical = canonicalRequest(exchange, signed, payload);
  const text = stringToSign(signed, canonical);
  if (secrets.some((secret) => computeSignature(secret, signed, text) === signed.signature)) return;
  throw mismatch(signed.accessKeyId, known, { StringToSign: text, CanonicalRequest: canonical });
};

/** The same for signature version 2. */
export const checkPresignedV2 = (exchange: Exchange, secrets: readonly string[], known: boolean, now: number): void => {
  const expires = exchange.query.get('Expires') ?? '';
  const signature = exchange.query.get('Signature');
  if (!/^\d+$/.test(expires) || signature === null) {
    throw new AwsError(
      'AccessDenied',
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
      {
        status: 403,
      },
    );
  }
  checkExpiry(Number(expires) * 1000, {}, now);
  // Headers that a presigned URL was made for may come as parameters.
  const headers = { ...exchange.headers };
  for (const [name, value] of exchange.query) if (/^x-amz-/i.test(name)) headers[name.toLowerCase()] = value;
  const text = stringToSignV2({ ...exchange, headers }, expires);
  if (secrets.some((secret) => computeSignatureV2(secret, text) === signature)) return;
  throw mismatch(exchange.query.get('AWSAccessKeyId') ?? '', known, { StringToSign: text });
};

/** The laptop's clock may be ahead of the one that signed: a URL has expired when it has by both. */
const checkExpiry = (expires: number, members: Record<string, unknown>, now: number): void => {
  if (Math.min(now, Date.now()) <= expires) return;
  throw new AwsError('AccessDenied', 'Request has expired', {
    status: 403,
    members: { ...members, Expires: new Date(expires).toISOString(), ServerTime: new Date(now).toISOString() },
  });
};

const mismatch = (accessKeyId: string, known: boolean, members: Record<string, unknown>): AwsError =>
  known
    ? new AwsError(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        { status: 403, members: { AWSAccessKeyId: accessKeyId, ...members } },
      )
    : new AwsError(
        'SignatureDoesNotMatch',
        `The request signature we calculated does not match the signature you provided. local-aws does not know the secret of ${accessKeyId}: use a key that is its own secret, or start the server with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set to yours.`,
        { status: 403, members: { AWSAccessKeyId: accessKeyId, ...members } },
      );
