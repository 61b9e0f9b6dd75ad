import { AwsError } from '../../errors.ts';
import { invalidValue } from './invalid.ts';
import type { QueueRecord } from './queueRecord.ts';
import { readHandle } from './receiptHandle.ts';
import type { Sqs } from './sqs.ts';

/** Sets how long a received message stays invisible from now on. Throws `MessageNotInflight` when nobody holds it. */
export function setVisibility(
  sqs: Sqs,
  queue: QueueRecord,
  change: { ReceiptHandle?: string | undefined; VisibilityTimeout?: number | undefined },
  now: number,
): void {
  const seconds = change.VisibilityTimeout ?? -1;
  if (!(seconds >= 0 && seconds <= 43_200))
    throw invalidValue(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
    );
  const message = sqs.messages.get(readHandle(change.ReceiptHandle));
  if (message?.queue !== queue.name || message.receipt !== change.ReceiptHandle || message.visibleAt <= now)
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  sqs.messages.setVisibleAt(message.sequence, now + seconds * 1000);
  sqs.arrived(queue.name);
}
