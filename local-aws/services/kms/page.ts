import { AwsError } from '../../errors.ts';

const MOST = 1000;
const STANDARD = 100;

/** One page of a list in order of its names, as KMS pages: the marker is the last name given. Throws `InvalidMarkerException`. */
export const page = <T>(
  all: readonly T[],
  nameOf: (item: T) => string,
  { Limit = STANDARD, Marker }: { Limit?: number | undefined; Marker?: string | undefined },
): { items: T[]; Truncated: boolean; NextMarker?: string } => {
  const ordered = [...all].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const at = Marker === undefined ? -1 : ordered.findIndex((item) => nameOf(item) === Marker);
  if (Marker !== undefined && at < 0)
    throw new AwsError('InvalidMarkerException', `${Marker} is no marker of this list`);
  const rest = ordered.slice(at + 1);
  const items = rest.slice(0, Math.min(Limit, MOST));
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, Truncated: more, ...(more && { NextMarker: nameOf(last) }) };
};
