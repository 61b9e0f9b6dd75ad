import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import { storeOf } from './context.ts';
import { owner } from './listing.ts';

export const listBuckets = operation<ListBucketsRequest, ListBucketsOutput>({
  name: 'ListBuckets',
  accepts: ['Prefix', 'MaxBuckets', 'ContinuationToken', 'BucketRegion'],
  access: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  run: (input, call) => {
    const { Prefix: prefix = '', MaxBuckets: most = 10_000, ContinuationToken: after = '', BucketRegion } = input;
    const rest = storeOf(call)
      .buckets.list()
      .filter(({ name, region }) => name.startsWith(prefix) && name > after && (BucketRegion ?? region) === region);
    const page = rest.slice(0, most);
    const last = page.at(-1);
    return {
      Buckets: page.map(({ name, created, region }) => ({
        Name: name,
        CreationDate: new Date(created),
        BucketRegion: region,
        BucketArn: `arn:aws:s3:::${name}`,
      })),
      Owner: owner(call.cloud.account),
      ...(prefix !== '' && { Prefix: prefix }),
      ...(rest.length > page.length && last && { ContinuationToken: last.name }),
    };
  },
});
