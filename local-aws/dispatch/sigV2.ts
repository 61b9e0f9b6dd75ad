import { createHmac } from 'node:crypto';
import type { SignedRequest } from './sigV4.ts';

/** Query parameters that are part of the resource in a version 2 signature. */
const subresources: ReadonlySet<string> = new Set([
  'acl',
  'accelerate',
  'analytics',
  'cors',
  'defaultObjectAcl',
  'delete',
  'encryption',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'partNumber',
  'policy',
  'replication',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** What a version 2 signature of S3 is over; `time` is the `Expires` of a presigned URL or the `Date` of a header. */
export const stringToSignV2 = (request: SignedRequest, time: string): string => {
  const { headers } = request;
  const amz = Object.keys(headers)
    .filter((name) => name.startsWith('x-amz-'))
    .sort()
    .map((name) => `${name}:${(headers[name] ?? '').trim()}\n`)
    .join('');
  return [
    request.method,
    headers['content-md5'] ?? '',
    headers['content-type'] ?? '',
    time,
    `${amz}${resource(request)}`,
  ].join('\n');
};

const resource = ({ path, rawQuery }: SignedRequest): string => {
  const kept = rawQuery
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0
        ? { name: pair, value: undefined }
        : { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)) };
    })
    .filter(({ name }) => subresources.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
};

export const computeSignatureV2 = (secret: string, text: string): string =>
  createHmac('sha1', secret).update(text).digest('base64');
