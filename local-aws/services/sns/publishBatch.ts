import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchResponse,
  PublishBatchResultEntry,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../errors.ts';
import { kmsAccess } from '../../kmsAccess.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { prepareNotification } from './prepareNotification.ts';
import type { Sns } from './sns.ts';
import { topicAccess } from './topicAccess.ts';

const most = 10;
const members = ['Id', 'Message', 'Subject', 'MessageStructure', 'MessageAttributes'];

export const publishBatch = (sns: Sns) =>
  operation<PublishBatchInput, PublishBatchResponse>({
    name: 'PublishBatch',
    accepts: ['TopicArn', 'PublishBatchRequestEntries'],
    required: ['TopicArn', 'PublishBatchRequestEntries'],
    access: ({ TopicArn }, { cloud }) => [
      ...topicAccess('Publish', TopicArn),
      ...kmsAccess(cloud, 'sns', sns.topics.find(TopicArn)?.attributes.KmsMasterKeyId, 'GenerateDataKey', 'Decrypt'),
    ],
    run({ TopicArn, PublishBatchRequestEntries: entries = [] }, { cloud }) {
      const topic = sns.topics.topic(TopicArn);
      if (entries.length === 0)
        throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
      if (entries.length > most)
        throw new AwsError(
          'TooManyEntriesInBatchRequest',
          `The batch request contains more entries than permissible (more than ${most}).`,
        );
      if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
        throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
      const Successful: PublishBatchResultEntry[] = [];
      const Failed: BatchResultErrorEntry[] = [];
      for (const entry of entries) {
        try {
          onlyMembers(entry, members, `PublishBatchRequestEntries[${entry.Id}]`, 'InvalidParameter');
          const notification = prepareNotification(topic.arn, entry, cloud.clock.now());
          sns.publish(notification);
          Successful.push({ Id: entry.Id, MessageId: notification.id });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
        }
      }
      return { Successful, Failed };
    },
  });
