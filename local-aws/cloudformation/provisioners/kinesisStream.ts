import { type ProvisionContext, type Provisioner, physical, pick, tagMap, text } from '../provisioner.ts';
import type { ValueMap } from '../template.ts';
import { ignoreMissing } from './ignoreMissing.ts';

export const kinesisStream: Provisioner = {
  type: 'AWS::Kinesis::Stream',
  properties: ['Name', 'ShardCount', 'StreamModeDetails', 'RetentionPeriodHours', 'StreamEncryption', 'Tags'],
  replaceOn: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const StreamName = text(properties, 'Name') ?? context.newName(128);
    const Tags = tagMap(properties, context);
    await context.call('kinesis', 'CreateStream', {
      StreamName,
      ...pick(properties, ['ShardCount', 'StreamModeDetails']),
      ...(Object.keys(Tags).length > 0 && { Tags }),
    });
    const made = context.made(physical(StreamName, { Arn: context.cloud.arn('kinesis', `stream/${StreamName}`) }));
    await putSettings(StreamName, properties, {}, context);
    return made;
  },
  update: async (known, properties, previous, context) => {
    const StreamName = known.physicalId;
    if (properties.ShardCount !== undefined && properties.ShardCount !== previous.ShardCount) {
      const input = { StreamName, TargetShardCount: properties.ShardCount, ScalingType: 'UNIFORM_SCALING' };
      await context.call('kinesis', 'UpdateShardCount', input);
    }
    if (JSON.stringify(properties.StreamModeDetails) !== JSON.stringify(previous.StreamModeDetails)) {
      const { StreamModeDetails } = properties;
      await context.call('kinesis', 'UpdateStreamMode', { StreamARN: known.attributes.Arn, StreamModeDetails });
    }
    await putSettings(StreamName, properties, previous, context);
    return known;
  },
  delete: ({ physicalId }, _properties, { call }) =>
    ignoreMissing(call('kinesis', 'DeleteStream', { StreamName: physicalId, EnforceConsumerDeletion: true })),
};

async function putSettings(StreamName: string, properties: ValueMap, previous: ValueMap, { call }: ProvisionContext) {
  const hours = Number(properties.RetentionPeriodHours ?? 24);
  const before = Number(previous.RetentionPeriodHours ?? 24);
  if (hours !== before) {
    const operation = hours > before ? 'IncreaseStreamRetentionPeriod' : 'DecreaseStreamRetentionPeriod';
    await call('kinesis', operation, { StreamName, RetentionPeriodHours: hours });
  }
  const { StreamEncryption } = properties;
  if (JSON.stringify(StreamEncryption) === JSON.stringify(previous.StreamEncryption)) return;
  const stop = previous.StreamEncryption as ValueMap | undefined;
  if (stop) await call('kinesis', 'StopStreamEncryption', { StreamName, ...stop });
  if (StreamEncryption)
    await call('kinesis', 'StartStreamEncryption', { StreamName, ...(StreamEncryption as ValueMap) });
}
