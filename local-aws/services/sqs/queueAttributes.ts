import { AwsError } from '../../errors.ts';
import { isCustomerAlias } from '../../kmsAccess.ts';
import type { QueueRecord } from './queueRecord.ts';

interface Setting {
  default?: string;
  /** Range of a number. */
  range?: [number, number];
  values?: readonly string[];
}

const flag = { values: ['true', 'false'], default: 'false' } as const;

/** Attributes that clients set, with SQS's defaults and ranges. */
export const settableAttributes: Readonly<Record<string, Setting>> = {
  ContentBasedDeduplication: flag,
  DeduplicationScope: { values: ['queue', 'messageGroup'] },
  DelaySeconds: { default: '0', range: [0, 900] },
  FifoQueue: flag,
  FifoThroughputLimit: { values: ['perQueue', 'perMessageGroupId'] },
  KmsDataKeyReusePeriodSeconds: { default: '300', range: [60, 86_400] },
  KmsMasterKeyId: {},
  MaximumMessageSize: { default: '1048576', range: [1024, 1_048_576] },
  MessageRetentionPeriod: { default: '345600', range: [60, 1_209_600] },
  Policy: {},
  ReceiveMessageWaitTimeSeconds: { default: '0', range: [0, 20] },
  RedriveAllowPolicy: {},
  RedrivePolicy: {},
  SqsManagedSseEnabled: { values: ['true', 'false'], default: 'true' },
  VisibilityTimeout: { default: '30', range: [0, 43_200] },
};

/** A numeric attribute of a queue, its default where it was not set. */
export const attributeOf = (queue: QueueRecord, name: string): number =>
  Number(queue.attributes[name] ?? settableAttributes[name]?.default);

/** Throws `InvalidAttributeName` or `InvalidAttributeValue`. */
export function checkAttributes(attributes: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ''] of Object.entries(attributes)) {
    const setting = settableAttributes[name];
    if (!setting) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    const { range, values } = setting;
    const refuse = () => new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    if (range && !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])) throw refuse();
    if (values && !values.includes(value)) throw refuse();
    if (['Policy', 'RedrivePolicy', 'RedriveAllowPolicy'].includes(name) && value !== '' && !isObject(value))
      throw refuse();
    if (name === 'KmsMasterKeyId' && isCustomerAlias(value))
      throw new AwsError(
        'InvalidAttributeValue',
        'KmsMasterKeyId: name the key by its ARN or id; aliases of customer keys are not supported by local-aws.',
      );
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
