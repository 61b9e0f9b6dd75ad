import type { Cloud } from '../cloud.ts';
import { serviceOf } from '../deliveries/callTarget.ts';
import { queueUrl } from '../deliveries/queueUrl.ts';
import { roleSession } from '../deliveries/roleSession.ts';
import { AwsError } from '../errors.ts';
import type { MappedFunction } from './functionOf.ts';
import { invalidValue } from './invalid.ts';

/** Reads the source once with the function's role, as Lambda does before it takes a mapping. Throws `InvalidParameterValueException`. */
export async function checkSource(cloud: Cloud, sourceArn: string, target: MappedFunction): Promise<void> {
  const caller = roleSession(target.roleArn, target.name);
  try {
    if (serviceOf(sourceArn) === 'kinesis') {
      await cloud.call('kinesis', 'DescribeStreamSummary', { StreamARN: sourceArn }, caller);
      return;
    }
    const input = { QueueUrl: queueUrl(cloud, sourceArn), AttributeNames: ['VisibilityTimeout'] };
    const { Attributes } = await cloud.call<{ Attributes?: Record<string, string> }>(
      'sqs',
      'GetQueueAttributes',
      input,
      caller,
    );
    const seconds = Number(Attributes?.VisibilityTimeout ?? 30);
    if (seconds < target.timeoutSeconds)
      throw invalidValue(
        `Queue visibility timeout: ${seconds} seconds is less than Function timeout: ${target.timeoutSeconds} seconds`,
      );
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'InvalidParameterValueException') throw error;
    throw invalidValue(`Cannot access the event source ${sourceArn} with the function's role: ${error.message}`);
  }
}
