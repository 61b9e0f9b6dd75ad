import type { Cloud } from '../cloud.ts';
import { AwsError } from '../errors.ts';
import { wireOf } from '../protocols/wires.ts';
import type { Caller } from '../service.ts';
import type { Credentials, IssuedKey } from '../services/sts/credentials.ts';
import type { Exchange } from './exchange.ts';
import { checkPresignedV2, checkPresignedV4 } from './presigned.ts';
import { accessKeyOf } from './signature.ts';
import { canonicalRequest, computeSignature, hashPayload, headerSignature, stringToSign } from './sigV4.ts';

/** Calls that come without a signature on AWS too: links in mails and web hooks. */
const unsigned = new Set(['sns ConfirmSubscription', 'sns Unsubscribe']);

/**
 * Finds the caller of a request, and checks its signature wherever the secret is known: keys that were issued here, and those that the
 * server was told. Any other key is the account's root, as a laptop's user has made it up; a URL that such a key presigned is checked
 * with the key itself as its secret (`test`/`test`).
 */
export const authenticator = (cloud: Cloud, told: Readonly<Record<string, string>>) => {
  const secretsOf = (accessKeyId: string, issued: IssuedKey | undefined): readonly string[] => {
    const known = issued?.secretAccessKey ?? told[accessKeyId];
    return known === undefined ? [] : [known];
  };
  return async (exchange: Exchange, service: string, operation: string | undefined): Promise<Caller> => {
    const credentials = cloud.parts.credentials as Credentials;
    const accessKeyId = accessKeyOf(exchange.headers, exchange.query);
    if (accessKeyId === undefined) {
      if (unsigned.has(`${service} ${operation}`)) return credentials.root();
      throw missing(service);
    }
    const issued = credentials.find(accessKeyId);
    if (issued) checkSession(issued, exchange, service, cloud.clock.now());
    const secrets = secretsOf(accessKeyId, issued);
    if (exchange.query.has('X-Amz-Signature') || exchange.query.has('X-Amz-Credential')) {
      checkPresignedV4(exchange, secrets.length > 0 ? secrets : [accessKeyId], secrets.length > 0, cloud.clock.now());
    } else if (exchange.query.has('AWSAccessKeyId')) {
      checkPresignedV2(exchange, secrets.length > 0 ? secrets : [accessKeyId], secrets.length > 0, cloud.clock.now());
    } else {
      const [secret] = secrets;
      if (secret !== undefined) await checkHeader(exchange, secret, service);
    }
    return issued?.caller ?? credentials.root();
  };
};

const checkSession = (issued: IssuedKey, { headers, query }: Exchange, service: string, now: number): void => {
  const token =
    headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? query.get('x-amz-security-token');
  const old = isOld(service);
  if (token !== issued.sessionToken) {
    throw new AwsError(
      service === 's3' ? 'InvalidToken' : old ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      { status: old ? 403 : 400 },
    );
  }
  if (issued.expires !== undefined && issued.expires < now) {
    throw new AwsError(
      old ? 'ExpiredToken' : 'ExpiredTokenException',
      'The security token included in the request is expired',
      {
        status: old ? 403 : 400,
      },
    );
  }
};

/** Query services and S3 name the errors of their front door otherwise than JSON services. */
const isOld = (service: string): boolean => service === 's3' || wireOf(service).version !== undefined;

const missing = (service: string): AwsError =>
  service === 's3'
    ? new AwsError('AccessDenied', 'Access Denied: the request is not signed', { status: 403 })
    : new AwsError(
        isOld(service) ? 'MissingAuthenticationToken' : 'MissingAuthenticationTokenException',
        'Request is missing Authentication Token',
        {
          status: 403,
        },
      );

const checkHeader = async (exchange: Exchange, secret: string, service: string): Promise<void> => {
  const signed = headerSignature(exchange.headers);
  if (!signed) return;
  const stated = exchange.headers['x-amz-content-sha256'];
  const payload = service === 's3' && stated !== undefined ? stated : hashPayload(await exchange.raw());
  const canonical = canonicalRequest(exchange, signed, payload);
  if (computeSignature(secret, signed, stringToSign(signed, canonical)) === signed.signature) return;
  throw new AwsError(
    isOld(service) ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    { status: 403 },
  );
};
