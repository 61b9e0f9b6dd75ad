import type { Cloud, LogSink } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';
import { embeddedMetrics } from './embeddedMetrics.ts';
import { EventStore } from './eventStore.ts';
import { MetricFilters } from './metricFilters.ts';
import type { GroupRecord, StreamRecord } from './records.ts';

export const dayMs = 86_400_000;

/** Log groups, streams and events, and what is made of every line on its way in: embedded metrics and metric filters. */
export class LogStore implements LogSink {
  readonly events: EventStore;
  readonly #cloud: Cloud;
  readonly #groups: Table<GroupRecord>;
  readonly #streams: Table<StreamRecord>;
  readonly #filters = new MetricFilters();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#groups = cloud.database.table('logs.groups');
    this.#streams = cloud.database.table('logs.streams');
    this.events = new EventStore(cloud.database);
  }

  findGroup(name: string): GroupRecord | undefined {
    return this.#groups.get(name);
  }

  /** Throws `ResourceNotFoundException`. */
  group(name: string): GroupRecord {
    const found = this.#groups.get(name);
    if (!found) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    return found;
  }

  saveGroup(group: GroupRecord): void {
    this.#groups.put(group.name, group);
  }

  groups(prefix = ''): GroupRecord[] {
    return this.#groups.list({ prefix }).map(({ value }) => value);
  }

  removeGroup(name: string): void {
    this.#cloud.database.transaction(() => {
      for (const stream of this.streams(name)) this.#streams.delete(`${name}:${stream.name}`);
      this.events.remove(name);
      this.#groups.delete(name);
    });
  }

  findStream(group: string, name: string): StreamRecord | undefined {
    return this.#streams.get(`${group}:${name}`);
  }

  /** Throws `ResourceNotFoundException`. */
  stream(group: string, name: string): StreamRecord {
    this.group(group);
    const found = this.findStream(group, name);
    if (!found) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
    return found;
  }

  addStream(group: string, name: string): StreamRecord {
    const stream = { name, createdAt: this.#cloud.clock.now(), storedBytes: 0 };
    this.#streams.put(`${group}:${name}`, stream);
    return stream;
  }

  streams(group: string, prefix = ''): StreamRecord[] {
    return this.#streams.list({ prefix: `${group}:${prefix}` }).map(({ value }) => value);
  }

  removeStream(group: string, name: string): void {
    this.#cloud.database.transaction(() => {
      this.#streams.delete(`${group}:${name}`);
      this.events.remove(group, { stream: name });
    });
  }

  /** ms since the epoch before which the group keeps nothing. */
  retainedFrom(group: GroupRecord): number {
    return group.retentionInDays === undefined ? 0 : this.#cloud.clock.now() - group.retentionInDays * dayMs;
  }

  write(groupName: string, streamName: string, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const now = this.#cloud.clock.now();
    const group = this.findGroup(groupName) ?? this.newGroup(groupName);
    const stream = this.findStream(groupName, streamName) ?? this.addStream(groupName, streamName);
    this.append(
      group,
      stream,
      lines.map((message) => ({ timestamp: now, message })),
    );
  }

  newGroup(name: string, fields: Partial<GroupRecord> = {}): GroupRecord {
    const createdAt = this.#cloud.clock.now();
    const group: GroupRecord = { logGroupClass: 'STANDARD', tags: {}, metricFilters: [], ...fields, name, createdAt };
    this.saveGroup(group);
    return group;
  }

  append(group: GroupRecord, stream: StreamRecord, events: readonly { timestamp: number; message: string }[]): void {
    const now = this.#cloud.clock.now();
    const times = events.map(({ timestamp }) => timestamp);
    const known = (time: number | undefined) => (time === undefined ? [] : [time]);
    this.#cloud.database.transaction(() => {
      if (group.retentionInDays !== undefined) this.events.remove(group.name, { before: this.retainedFrom(group) });
      this.events.append(group.name, stream.name, events, now);
      this.#streams.put(`${group.name}:${stream.name}`, {
        ...stream,
        firstEventAt: times.reduce(
          (first, time) => Math.min(first, time),
          stream.firstEventAt ?? Number.MAX_SAFE_INTEGER,
        ),
        lastEventAt: Math.max(
          ...known(stream.lastEventAt),
          times.reduce((last, time) => Math.max(last, time), 0),
        ),
        lastIngestionAt: now,
        storedBytes: stream.storedBytes + events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0),
      });
    });
    this.#measure(group, events);
  }

  #measure(group: GroupRecord, events: readonly { timestamp: number; message: string }[]): void {
    const { metrics } = this.#cloud.parts;
    for (const { timestamp, message } of events)
      for (const { namespace, data } of [
        ...embeddedMetrics(message, timestamp),
        ...this.#filters.apply(group, message, timestamp),
      ])
        metrics.put(namespace, data);
  }
}
