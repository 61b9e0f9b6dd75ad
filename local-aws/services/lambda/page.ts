/** One page of a listing by key; the marker is the last key that was given. */
export function page<T>(
  rows: { key: string; value: T }[],
  input: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: T[]; next: { NextMarker?: string } } {
  const after = input.Marker ? Buffer.from(input.Marker, 'base64url').toString() : '';
  const rest = rows.filter(({ key }) => key > after);
  const size = Math.min(input.MaxItems ?? 50, 50);
  const taken = rest.slice(0, size);
  const last = taken.at(-1);
  return {
    items: taken.map(({ value }) => value),
    next: rest.length > size && last ? { NextMarker: Buffer.from(last.key).toString('base64url') } : {},
  };
}
