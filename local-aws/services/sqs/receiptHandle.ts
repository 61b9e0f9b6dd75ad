import { randomUUID } from 'node:crypto';
import { AwsError } from '../../errors.ts';

/** The handle of one receive of the message with that sequence number. */
export const makeHandle = (sequence: number): string => Buffer.from(`${sequence}:${randomUUID()}`).toString('base64');

/** The sequence number in a handle. Throws `ReceiptHandleIsInvalid`. */
export function readHandle(handle: string | undefined): number {
  const match = /^(\d+):[0-9a-f-]{36}$/.exec(Buffer.from(handle ?? '', 'base64').toString());
  if (!match)
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return Number(match[1]);
}
