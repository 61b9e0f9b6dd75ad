import { s3Error } from './errors.ts';
import { sameEtag } from './store/objectStore.ts';
import type { ObjectVersion } from './store/versions.ts';

export interface ReadConditions {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
  IfModifiedSince?: Date | undefined;
  IfUnmodifiedSince?: Date | undefined;
}

/** RFC 9110's order: entity tags decide before dates. Throws `PreconditionFailed` or `NotModified` (304 with the entity tag). */
export const checkRead = (row: ObjectVersion, conditions: ReadConditions): void => {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!sameEtag(IfMatch, row.etag)) throw s3Error('PreconditionFailed', { Condition: 'If-Match' });
  } else if (IfUnmodifiedSince !== undefined && row.modified > IfUnmodifiedSince.getTime()) {
    throw s3Error('PreconditionFailed', { Condition: 'If-Unmodified-Since' });
  }
  const unchanged =
    IfNoneMatch === undefined
      ? IfModifiedSince !== undefined && row.modified <= IfModifiedSince.getTime()
      : sameEtag(IfNoneMatch, row.etag);
  if (!unchanged) return;
  throw s3Error('NotModified', {
    'header:etag': row.etag,
    'header:last-modified': new Date(row.modified).toUTCString(),
  });
};

/** The same for the source of a copy, where everything that does not hold is `PreconditionFailed`. */
export const checkCopySource = (row: ObjectVersion, conditions: ReadConditions): void => {
  try {
    checkRead(row, conditions);
  } catch {
    throw s3Error('PreconditionFailed', { Condition: 'x-amz-copy-source-If' });
  }
};

export interface ByteRange {
  start: number;
  /** The last byte, counted. */
  end: number;
}

/**
 * One range of bytes, open at either end. Undefined for what is no such range, which S3 then answers whole.
 * Throws `InvalidRange` for one that begins behind the end.
 */
export const parseRange = (text: string | undefined, size: number): ByteRange | undefined => {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/.exec(text ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const invalid = () =>
    s3Error('InvalidRange', {
      RangeRequested: text,
      ActualObjectSize: size,
      'header:content-range': `bytes */${size}`,
    });
  if (match[1] === '') {
    const last = Number(match[2]);
    if (last === 0 || size === 0) throw invalid();
    return { start: Math.max(size - last, 0), end: size - 1 };
  }
  const start = Number(match[1]);
  if (start >= size) throw invalid();
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return end < start ? undefined : { start, end };
};
