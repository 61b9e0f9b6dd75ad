import type { Readable } from 'node:stream';
import { AwsError } from '../../errors.ts';
import { AwsChunkedDecoder } from '../../protocols/awsChunked.ts';
import type { Call } from '../../service.ts';
import { type Algorithm, type Checksums, givenChecksums, isAlgorithm } from './checksums/algorithms.ts';
import { storeOf } from './context.ts';
import { s3Error } from './errors.ts';
import type { Received } from './store/receive.ts';

/** Request members that say what the body's digests must be. */
export const checksumRequestMembers = [
  'ContentMD5',
  'ChecksumAlgorithm',
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
  'ChecksumSHA512',
  'ChecksumMD5',
] as const;

interface BodyInput {
  Body?: unknown;
  ContentMD5?: string | undefined;
  ChecksumAlgorithm?: string | undefined;
}

/**
 * Takes a request's body in and checks every digest that it carries, in headers or trailers. `standard` is computed where it carries none.
 * Throws `BadDigest`, `InvalidDigest`, `XAmzContentSHA256Mismatch`, `IncompleteBody`; the bytes are gone then.
 */
export const receiveBody = async (input: BodyInput, call: Call, standard?: Algorithm): Promise<Received> => {
  const given = givenChecksums(input);
  const trailer = trailerAlgorithm(call.headers);
  const wanted = new Set(Object.keys(given) as Algorithm[]);
  if (trailer) wanted.add(trailer);
  if (input.ChecksumAlgorithm !== undefined) wanted.add(supported(input.ChecksumAlgorithm));
  if (wanted.size === 0 && standard) wanted.add(standard);
  const signed = call.headers['x-amz-content-sha256'] ?? '';
  const checkSigned = /^[0-9a-f]{64}$/.test(signed);
  const kept = [...wanted];
  if (checkSigned) wanted.add('SHA256');

  const body = (input.Body ?? '') as Readable | Uint8Array | string;
  const received = await storeOf(call).receive(body, [...wanted]);
  try {
    if (body instanceof AwsChunkedDecoder && trailer) {
      const value = body.trailers[`x-amz-checksum-${trailer.toLowerCase()}`];
      if (value === undefined)
        throw new AwsError(
          'MalformedTrailerError',
          'The request contained trailing data that was not well-formed or did not conform to our published schema.',
        );
      given[trailer] = value;
    }
    checkDigests(input, given, received);
    if (checkSigned) checkSignedDigest(signed, received.checksums);
  } catch (error) {
    storeOf(call).discard(received);
    throw error;
  }
  const checksums = Object.fromEntries(kept.map((name) => [name, received.checksums[name]])) as Checksums;
  return { ...received, checksums };
};

const trailerAlgorithm = (headers: Call['headers']): Algorithm | undefined => {
  const name = /x-amz-checksum-([a-z0-9]+)/i.exec(headers['x-amz-trailer'] ?? '')?.[1];
  return name === undefined ? undefined : supported(name);
};

const supported = (name: string): Algorithm => {
  const upper = name.toUpperCase();
  if (!isAlgorithm(upper))
    throw s3Error('NotImplemented', {}, `The checksum algorithm ${name} is not supported by local-aws`);
  return upper;
};

const checkDigests = ({ ContentMD5 }: BodyInput, given: Checksums, received: Received): void => {
  if (ContentMD5 !== undefined) {
    const bytes = Buffer.from(ContentMD5, 'base64');
    if (bytes.length !== 16) throw s3Error('InvalidDigest', { 'Content-MD5': ContentMD5 });
    if (bytes.toString('hex') !== received.md5) {
      const calculated = Buffer.from(received.md5, 'hex').toString('base64');
      throw s3Error(
        'BadDigest',
        { ExpectedDigest: ContentMD5, CalculatedDigest: calculated },
        'The Content-MD5 you specified did not match what we received.',
      );
    }
  }
  for (const [name, value] of Object.entries(given)) {
    if (received.checksums[name as Algorithm] === value) continue;
    throw s3Error('BadDigest', {}, `The ${name} you specified did not match the calculated checksum.`);
  }
};

const checkSignedDigest = (signed: string, { SHA256 = '' }: Checksums): void => {
  const computed = Buffer.from(SHA256, 'base64').toString('hex');
  if (computed === signed) return;
  throw new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      members: { ClientComputedContentSHA256: signed, S3ComputedContentSHA256: computed },
    },
  );
};
