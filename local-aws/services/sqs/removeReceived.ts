import type { QueueRecord } from './queueRecord.ts';
import { readHandle } from './receiptHandle.ts';
import type { Sqs } from './sqs.ts';

/** Deletes a received message: what is deleted already, or was received by another since, is left as it is. */
export function removeReceived(sqs: Sqs, queue: QueueRecord, handle: string | undefined): void {
  const message = sqs.messages.get(readHandle(handle));
  if (message?.queue !== queue.name || message.receipt !== handle) return;
  sqs.messages.remove(message.sequence);
  sqs.metrics.count(queue.name, 'NumberOfMessagesDeleted');
  if (message.groupId !== undefined) sqs.arrived(queue.name);
}
