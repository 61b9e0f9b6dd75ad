import type { GetPartitionsRequest, GetPartitionsResponse } from '@aws-sdk/client-glue';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { partitionAnswer } from './catalog/answers.ts';
import { partitionPredicate } from './catalog/partitionExpression.ts';
import type { PartitionRecord } from './catalog/records.ts';
import { catalogOf, currentVersion } from './catalog/store.ts';

export const getPartitions = operation<GetPartitionsRequest, GetPartitionsResponse>({
  name: 'GetPartitions',
  accepts: ['DatabaseName', 'TableName', 'Expression', 'NextToken', 'MaxResults', 'Segment', 'ExcludeColumnSchema'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableName'],
  access: ({ DatabaseName, TableName }, call) => catalogAccess(call, 'GetPartitions', DatabaseName, TableName),
  run: (input, { cloud }) => {
    const catalog = catalogOf(cloud);
    const table = catalog.table(input.DatabaseName ?? '', input.TableName ?? '');
    const keys = currentVersion(table).input.PartitionKeys ?? [];
    const names = keys.map(({ Name = '' }) => Name.toLowerCase());
    const selected = input.Expression ? partitionPredicate(input.Expression, keys) : () => true;
    const valuesOf = ({ input: { Values = [] } }: PartitionRecord) =>
      new Map(names.map((name, at) => [name, Values[at] ?? '']));
    const { SegmentNumber = 0, TotalSegments = 1 } = input.Segment ?? {};
    const partitions = catalog
      .partitions(table)
      .filter((partition, at) => at % TotalSegments === SegmentNumber && selected(valuesOf(partition)));
    const { items, nextToken } = page(partitions, (partition) => (partition.input.Values ?? []).join('\u0001'), {
      token: input.NextToken,
      limit: input.MaxResults,
      defaultLimit: 1000,
      tokenError: 'InvalidInputException',
    });
    return {
      Partitions: items.map((partition) => {
        const answer = partitionAnswer(cloud, partition);
        if (input.ExcludeColumnSchema && answer.StorageDescriptor) {
          const { Columns: _excluded, ...rest } = answer.StorageDescriptor;
          return { ...answer, StorageDescriptor: rest };
        }
        return answer;
      }),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});
