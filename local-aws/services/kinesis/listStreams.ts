import type { ListStreamsInput, ListStreamsOutput } from '@aws-sdk/client-kinesis';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import type { Kinesis } from './kinesis.ts';

export const listStreams = (kinesis: Kinesis) =>
  operation<ListStreamsInput, ListStreamsOutput>({
    name: 'ListStreams',
    accepts: ['Limit', 'ExclusiveStartStreamName', 'NextToken'],
    run({ Limit, ExclusiveStartStreamName: after = '', NextToken }) {
      const streams = kinesis.streams.list().filter(({ name }) => name > after);
      const { items, nextToken } = page(streams, ({ name }) => name, {
        token: NextToken,
        limit: Limit,
        defaultLimit: 100,
        tokenError: 'ExpiredNextTokenException',
      });
      return {
        StreamNames: items.map(({ name }) => name),
        HasMoreStreams: nextToken !== undefined,
        NextToken: nextToken,
        StreamSummaries: items.map(({ name, arn, mode, createdAt }) => ({
          StreamName: name,
          StreamARN: arn,
          StreamStatus: 'ACTIVE',
          StreamModeDetails: { StreamMode: mode },
          StreamCreationTimestamp: new Date(createdAt),
        })),
      };
    },
  });
