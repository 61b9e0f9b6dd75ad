import { type Page, page } from '../../../paging.ts';

interface Started {
  id: string;
  StartedOn: number;
}

/** A page of what started between two times, the newest first. */
export const newestFirst = <T extends Started>(
  items: readonly T[],
  filter: { StartedAfter?: Date | undefined; StartedBefore?: Date | undefined } | undefined,
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: number | undefined },
): { items: Page<T>['items']; answer: { NextToken?: string } } => {
  const order = ({ StartedOn, id }: Started) => `${String(1e15 - StartedOn).padStart(16, '0')} ${id}`;
  const after = filter?.StartedAfter === undefined ? Number.NEGATIVE_INFINITY : new Date(filter.StartedAfter).getTime();
  const before =
    filter?.StartedBefore === undefined ? Number.POSITIVE_INFINITY : new Date(filter.StartedBefore).getTime();
  const sorted = items
    .filter(({ StartedOn }) => StartedOn > after && StartedOn < before)
    .toSorted((left, right) => (order(left) < order(right) ? -1 : 1));
  const { items: taken, nextToken } = page(sorted, order, {
    token: NextToken,
    limit: MaxResults,
    defaultLimit: 100,
    tokenError: 'InvalidInputException',
  });
  return { items: taken, answer: nextToken === undefined ? {} : { NextToken: nextToken } };
};
