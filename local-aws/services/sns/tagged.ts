import { AwsError } from '../../errors.ts';
import type { TopicRecord } from './records.ts';
import type { Topics } from './topics.ts';

/** The topic whose tags are asked for. Throws `ResourceNotFound`. */
export function tagged(topics: Topics, arn: string | undefined): TopicRecord {
  const topic = topics.find(arn);
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
}
