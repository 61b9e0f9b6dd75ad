import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';
import type { QueueRecord } from './queueRecord.ts';

const doesNotExist = () => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', { status: 400 });

/** Queues by name, on disk. */
export class Queues {
  readonly #table: Table<QueueRecord>;

  constructor(cloud: Cloud) {
    this.#table = cloud.database.table('sqs.queues');
  }

  find(name: string): QueueRecord | undefined {
    return this.#table.get(name);
  }

  /** Throws `QueueDoesNotExist`. */
  byName(name: string): QueueRecord {
    const queue = this.#table.get(name);
    if (!queue) throw doesNotExist();
    return queue;
  }

  /** Throws `QueueDoesNotExist`. */
  byUrl(url: string | undefined): QueueRecord {
    return this.byName(url?.split('/').at(-1) ?? '');
  }

  byArn(arn: string): QueueRecord | undefined {
    return this.#table.get(arn.split(':')[5] ?? '');
  }

  list(prefix = ''): QueueRecord[] {
    return this.#table.list({ prefix }).map(({ value }) => value);
  }

  save(queue: QueueRecord): void {
    this.#table.put(queue.name, queue);
  }

  remove(queue: QueueRecord): void {
    this.#table.delete(queue.name);
  }
}
