import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud.ts';
import type { Table } from '../../store/database.ts';
import type { Sqs } from './sqs.ts';

/** A task that moves messages out of a dead-letter queue, as it is stored. */
export interface MoveTask {
  handle: string;
  sourceArn: string;
  destinationArn?: string | undefined;
  perSecond: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  moved: number;
  toMove: number;
  failureReason?: string | undefined;
  startedAt: number;
}

/** Moves messages back, so many a second of the clock; a task that runs when the process ends goes on after a restart. */
export class MoveTasks {
  readonly #sqs: Sqs;
  readonly #cloud: Cloud;
  readonly #table: Table<MoveTask>;
  readonly #timers = new Map<string, () => void>();

  constructor(cloud: Cloud, sqs: Sqs) {
    this.#cloud = cloud;
    this.#sqs = sqs;
    this.#table = cloud.database.table('sqs.move-tasks');
    for (const { value } of this.#table.list()) if (value.status === 'RUNNING') this.#later(value);
  }

  of(sourceArn: string): MoveTask[] {
    const tasks = this.#table.list().map(({ value }) => value);
    return tasks.filter((task) => task.sourceArn === sourceArn).sort((left, right) => right.startedAt - left.startedAt);
  }

  find(handle: string): MoveTask | undefined {
    return this.#table.get(handle);
  }

  start(task: MoveTask): void {
    this.#step(task);
  }

  cancel(task: MoveTask): void {
    this.#timers.get(task.handle)?.();
    this.#timers.delete(task.handle);
    this.#table.put(task.handle, { ...task, status: 'CANCELLED' });
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
  }

  #later(task: MoveTask): void {
    const run = () => this.#step(this.#table.get(task.handle) ?? task);
    this.#timers.set(task.handle, this.#cloud.clock.schedule(this.#cloud.clock.now() + 1000, run));
  }

  #step(task: MoveTask): void {
    this.#timers.delete(task.handle);
    const source = this.#sqs.queues.byArn(task.sourceArn);
    const now = this.#cloud.clock.now();
    const found = source
      ? this.#sqs.messages.visible(source.name, now, Math.min(task.perSecond, task.toMove - task.moved), false)
      : [];
    const next = { ...task };
    this.#cloud.database.transaction(() => {
      for (const message of found) {
        const {
          sequence,
          queue: _queue,
          receipt: _receipt,
          receiveCount: _count,
          firstReceivedAt: _first,
          deadLetterSource,
          ...content
        } = message;
        const target = this.#sqs.queues.byArn(task.destinationArn ?? deadLetterSource ?? '');
        if (!target) {
          Object.assign(next, { status: 'FAILED', failureReason: 'AWS.SimpleQueueService.NonExistentQueue' });
          break;
        }
        this.#sqs.messages.remove(sequence);
        this.#sqs.messages.add(target.name, { ...content, id: randomUUID(), sentAt: now, visibleAt: now });
        this.#sqs.arrived(target.name);
        next.moved++;
      }
      if (next.status === 'RUNNING' && (next.moved >= next.toMove || found.length === 0)) next.status = 'COMPLETED';
      this.#table.put(next.handle, next);
    });
    if (next.status === 'RUNNING') this.#later(next);
  }
}
