import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { type ByteRange, parseRange } from './conditions.ts';
import { s3Error } from './errors.ts';
import type { ObjectVersion } from './store/versions.ts';

export interface SelectedRange extends ByteRange {
  /** What an answer says of it. */
  members: { ContentRange: string; ContentLength: number; PartsCount?: number };
}

/** The bytes that `Range` or `PartNumber` asks for; undefined for the whole object. Throws `InvalidRange`, `InvalidPart`. */
export const selectRange = (
  { Range, PartNumber }: Pick<GetObjectRequest, 'Range' | 'PartNumber'>,
  row: ObjectVersion,
): SelectedRange | undefined => {
  if (PartNumber !== undefined && Range !== undefined) {
    throw s3Error('InvalidRequest', {}, 'Cannot specify both Range header and partNumber query parameter');
  }
  const range = PartNumber === undefined ? parseRange(Range, row.size) : partRange(PartNumber, row);
  if (!range) return undefined;
  const parts = row.facts.parts;
  return {
    ...range,
    members: {
      ContentRange: `bytes ${range.start}-${range.end}/${row.size}`,
      ContentLength: range.end - range.start + 1,
      ...(PartNumber !== undefined && parts && { PartsCount: parts.length }),
    },
  };
};

const partRange = (number: number, { facts, size }: ObjectVersion): ByteRange | undefined => {
  const parts = facts.parts ?? [{ number: 1, size }];
  const index = number - 1;
  const part = parts[index];
  if (!part) throw s3Error('InvalidRange', {}, 'The requested partnumber is not satisfiable');
  if (size === 0) return undefined;
  const start = parts.slice(0, index).reduce((sum, each) => sum + each.size, 0);
  return { start, end: start + part.size - 1 };
};
