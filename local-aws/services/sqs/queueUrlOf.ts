import type { Call } from '../../service.ts';
import type { QueueRecord } from './queueRecord.ts';

/** A queue's URL, with the host and port the client used. */
export const queueUrlOf = (queue: QueueRecord, { cloud, endpoint }: Call): string =>
  `${endpoint}/${cloud.account}/${queue.name}`;
