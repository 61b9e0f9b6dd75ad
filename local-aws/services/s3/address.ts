import type { RestAddress, RestRequest } from '../../service.ts';

/**
 * Which bucket a request is for: the host's first label where the client puts it there (`bucket.localhost`, `bucket.s3.…`), else the
 * path's first part. What is left of the path is what the operations' patterns are for.
 */
export const addressOf = ({ path, headers }: Pick<RestRequest, 'path' | 'headers'>): RestAddress => {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const virtual = /^(.+?)\.(?:localhost|s3[.-][a-z0-9.-]*|s3)$/.exec(host)?.[1];
  if (virtual !== undefined && virtual !== 's3') return { path, labels: { Bucket: virtual } };
  const match = /^\/([^/]+)(\/.*)?$/s.exec(path);
  if (!match) return { path: '/', labels: {} };
  return { path: match[2] ?? '/', labels: { Bucket: decodeURIComponent(match[1] ?? '') } };
};
