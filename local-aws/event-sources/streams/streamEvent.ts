import type { Cloud } from '../../cloud.ts';
import type { MappingRecord } from '../mappingRecord.ts';

/** A record of a stream as it is held here. */
export interface StreamRecord {
  sequence: string;
  partitionKey: string;
  data: Uint8Array;
  /** ms since the epoch */
  arrivedAt: number;
}

/** A record as functions get it. */
export const recordOf = (
  record: StreamRecord,
  shard: string,
  mapping: MappingRecord,
  roleArn: string,
  cloud: Cloud,
) => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: record.partitionKey,
    sequenceNumber: record.sequence,
    data: Buffer.from(record.data).toString('base64'),
    approximateArrivalTimestamp: record.arrivedAt / 1000,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: `${shard}:${record.sequence}`,
  eventName: 'aws:kinesis:record',
  invokeIdentityArn: roleArn,
  awsRegion: cloud.region,
  eventSourceARN: mapping.sourceArn,
});
