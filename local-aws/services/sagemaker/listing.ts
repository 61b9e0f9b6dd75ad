import { page } from '../../paging.ts';
import { notOnTheLaptop } from './errors.ts';

interface ListOptions {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
  SortBy?: string | undefined;
  SortOrder?: string | undefined;
}

/** By creation time or `SortBy: Name`, in `defaultOrder` unless `SortOrder` says otherwise, in pages of 10 by default as SageMaker's lists are. */
export const listed = <T>(
  items: readonly T[],
  options: ListOptions,
  timeOf: (item: T) => number,
  nameOf: (item: T) => string,
  defaultOrder: 'Ascending' | 'Descending' = 'Descending',
): { items: T[]; nextToken?: string } => {
  const { SortBy = 'CreationTime', SortOrder = defaultOrder } = options;
  if (!['CreationTime', 'Name'].includes(SortBy)) throw notOnTheLaptop(`SortBy ${SortBy}`, 'use CreationTime or Name');
  const ascending = SortOrder === 'Ascending';
  // A key that sorts as wanted, so that a page goes on where the last one ended whatever was added meanwhile.
  const keyOf = (item: T): string => {
    if (SortBy === 'Name') return ascending ? nameOf(item) : inverted(nameOf(item));
    const time = ascending ? timeOf(item) : Number.MAX_SAFE_INTEGER - timeOf(item);
    return `${String(time).padStart(16, '0')} ${nameOf(item)}`;
  };
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return page(sorted, keyOf, {
    token: options.NextToken,
    limit: options.MaxResults,
    defaultLimit: 10,
    tokenError: 'ValidationException',
  });
};

/** Sorts the other way round. */
const inverted = (text: string): string =>
  `${[...text].map((character) => String.fromCharCode(0xffff - character.charCodeAt(0))).join('')}\uffff`;

/** Whether a time lies between two given ones. */
export const within = (time: number, after: Date | undefined, before: Date | undefined): boolean =>
  (after === undefined || time > after.getTime()) && (before === undefined || time < before.getTime());
