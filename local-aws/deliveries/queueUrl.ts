import type { Cloud } from '../cloud.ts';

/** The URL by which a call from within names a queue. */
export function queueUrl(cloud: Cloud, queueArn: string): string {
  const [, , , , account = '', name = ''] = queueArn.split(':');
  return `${cloud.endpoint}/${account}/${name}`;
}
