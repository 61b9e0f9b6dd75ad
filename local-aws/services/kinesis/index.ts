import type { Cloud } from '../../cloud.ts';
import type { Service } from '../../service.ts';
import { addTagsToStream } from './addTagsToStream.ts';
import { createStream } from './createStream.ts';
import { decreaseStreamRetentionPeriod } from './decreaseStreamRetentionPeriod.ts';
import { deleteStream } from './deleteStream.ts';
import { describeStream } from './describeStream.ts';
import { describeStreamSummary } from './describeStreamSummary.ts';
import { getRecords } from './getRecords.ts';
import { getShardIterator } from './getShardIterator.ts';
import { increaseStreamRetentionPeriod } from './increaseStreamRetentionPeriod.ts';
import { Kinesis } from './kinesis.ts';
import { listShards } from './listShards.ts';
import { listStreams } from './listStreams.ts';
import { listTagsForResource } from './listTagsForResource.ts';
import { listTagsForStream } from './listTagsForStream.ts';
import { mergeShards } from './mergeShards.ts';
import { putRecord } from './putRecord.ts';
import { putRecords } from './putRecords.ts';
import { removeTagsFromStream } from './removeTagsFromStream.ts';
import { splitShard } from './splitShard.ts';
import { startStreamEncryption } from './startStreamEncryption.ts';
import { stopStreamEncryption } from './stopStreamEncryption.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';
import { updateShardCount } from './updateShardCount.ts';
import { updateStreamMode } from './updateStreamMode.ts';

/** Amazon Kinesis Data Streams: shards, iterators, resharding, the throughput limits of shards where the server asks for them. */
export function createKinesis(cloud: Cloud): Service {
  const kinesis = new Kinesis(cloud);
  return {
    name: 'kinesis',
    protocols: ['awsJson1.1'],
    validationError: 'InvalidArgumentException',
    operations: {
      AddTagsToStream: addTagsToStream(kinesis),
      CreateStream: createStream(kinesis),
      DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod(kinesis),
      DeleteStream: deleteStream(kinesis),
      DescribeStream: describeStream(kinesis),
      DescribeStreamSummary: describeStreamSummary(kinesis),
      GetRecords: getRecords(kinesis),
      GetShardIterator: getShardIterator(kinesis),
      IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod(kinesis),
      ListShards: listShards(kinesis),
      ListStreams: listStreams(kinesis),
      ListTagsForResource: listTagsForResource(kinesis),
      ListTagsForStream: listTagsForStream(kinesis),
      MergeShards: mergeShards(kinesis),
      PutRecord: putRecord(kinesis),
      PutRecords: putRecords(kinesis),
      RemoveTagsFromStream: removeTagsFromStream(kinesis),
      SplitShard: splitShard(kinesis),
      StartStreamEncryption: startStreamEncryption(kinesis),
      StopStreamEncryption: stopStreamEncryption(kinesis),
      TagResource: tagResource(kinesis),
      UntagResource: untagResource(kinesis),
      UpdateShardCount: updateShardCount(kinesis),
      UpdateStreamMode: updateStreamMode(kinesis),
    },
  };
}
