import { AwsError } from '../../errors.ts';
import { invalidArgument } from './invalid.ts';

/** Where a reader is: after that sequence number of a shard. */
export interface ShardPosition {
  /** The stream's key. */
  stream: string;
  name: string;
  shard: string;
  after: number;
  /** ms since the epoch */
  issuedAt: number;
}

/** An iterator is good for five minutes. */
const lifetime = 300_000;

export const makeIterator = ({ stream, name, shard, after, issuedAt }: ShardPosition): string =>
  Buffer.from(['v1', stream, name, shard, after, issuedAt].join('|')).toString('base64');

/** Throws `InvalidArgumentException` or `ExpiredIteratorException`. */
export function readIterator(text: string | undefined, now: number): ShardPosition {
  const [version, stream = '', name = '', shard = '', after, issuedAt] = Buffer.from(text ?? '', 'base64')
    .toString()
    .split('|');
  if (version !== 'v1') throw invalidArgument('Invalid ShardIterator.');
  const position = { stream, name, shard, after: Number(after), issuedAt: Number(issuedAt) };
  if (now - position.issuedAt > lifetime)
    throw new AwsError(
      'ExpiredIteratorException',
      `Iterator expired. The iterator was created at time ${new Date(position.issuedAt).toISOString()} while right now it is ${new Date(now).toISOString()} which is further in the future than the tolerated delay of ${lifetime} milliseconds.`,
    );
  return position;
}
