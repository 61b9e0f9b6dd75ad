import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud.ts';
import type { Deliveries } from '../../deliveries/deliveries.ts';
import { seededFraction } from '../../deliveries/random.ts';
import { AwsError } from '../../errors.ts';
import { nextTime, parseExpression } from '../../schedules/expression.ts';
import type { Table } from '../../store/database.ts';
import type { Tags } from '../../tags.ts';
import { createInvocations } from './invocations.ts';
import type { GroupRecord, Invocation, ScheduleRecord } from './records.ts';

/** Schedules and their groups, on disk, and the timers that fire them: only where the server was told to. */
export class Schedules {
  readonly #cloud: Cloud;
  readonly #schedules: Table<ScheduleRecord>;
  readonly #groups: Table<GroupRecord>;
  readonly #invocations: Deliveries<Invocation>;
  readonly #timers = new Map<string, () => void>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#schedules = cloud.database.table('scheduler.schedules');
    this.#groups = cloud.database.table('scheduler.groups');
    if (!this.#groups.get('default')) this.addGroup('default', {});
    this.#invocations = createInvocations(cloud);
  }

  /** Takes up what a former process left, and starts the timers. */
  start(): void {
    this.#invocations.resume();
    for (const schedule of this.list()) this.#arm(schedule, this.#cloud.clock.now());
  }

  addGroup(name: string, tags: Tags): GroupRecord {
    const now = this.#cloud.clock.now();
    const group = {
      name,
      arn: this.#cloud.arn('scheduler', `schedule-group/${name}`),
      tags,
      createdAt: now,
      modifiedAt: now,
    };
    this.#groups.put(name, group);
    return group;
  }

  saveGroup(group: GroupRecord): void {
    this.#groups.put(group.name, group);
  }

  findGroup(name: string): GroupRecord | undefined {
    return this.#groups.get(name);
  }

  /** Throws `ResourceNotFoundException`. */
  group(name = 'default'): GroupRecord {
    const group = this.#groups.get(name);
    if (!group)
      throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, { status: 404 });
    return group;
  }

  groups(prefix = ''): GroupRecord[] {
    return this.#groups.list({ prefix }).map(({ value }) => value);
  }

  /** With its schedules. */
  removeGroup(name: string): void {
    for (const schedule of this.list(name)) this.remove(schedule);
    this.#groups.delete(name);
  }

  find(group: string | undefined, name: string): ScheduleRecord | undefined {
    return this.#schedules.get(`${group ?? 'default'}/${name}`);
  }

  /** Throws `ResourceNotFoundException`. */
  schedule(group: string | undefined, name: string): ScheduleRecord {
    const schedule = this.find(group, name);
    if (!schedule) throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, { status: 404 });
    return schedule;
  }

  list(group?: string): ScheduleRecord[] {
    return this.#schedules.list(group === undefined ? {} : { prefix: `${group}/` }).map(({ value }) => value);
  }

  save(schedule: ScheduleRecord): void {
    this.#schedules.put(`${schedule.group}/${schedule.name}`, schedule);
    // A rate without a start begins at once: the moment of saving counts.
    this.#arm(schedule, this.#cloud.clock.now() - 1);
  }

  remove(schedule: ScheduleRecord): void {
    this.#disarm(schedule.arn);
    this.#schedules.delete(`${schedule.group}/${schedule.name}`);
  }

  settled(): Promise<void> {
    return this.#invocations.settled();
  }

  async close(): Promise<void> {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.#invocations.close();
  }

  #disarm(arn: string): void {
    this.#timers.get(arn)?.();
    this.#timers.delete(arn);
  }

  #arm(schedule: ScheduleRecord, after: number): void {
    this.#disarm(schedule.arn);
    if (!this.#cloud.settings?.schedule || schedule.state !== 'ENABLED') return;
    const at = dueAfter(schedule, after);
    if (at === undefined) return;
    this.#timers.set(
      schedule.arn,
      this.#cloud.clock.schedule(at, () => this.#fire(schedule, at)),
    );
  }

  #fire(schedule: ScheduleRecord, scheduledAt: number): void {
    const { arn: scheduleArn, name: scheduleName, group, target, window } = schedule;
    const invocation = { scheduleArn, scheduleName, group, target, scheduledAt, executionId: randomUUID() };
    const windowMs = (window.MaximumWindowInMinutes ?? 0) * 60_000;
    const delay = Math.floor(windowMs * seededFraction(scheduleArn, scheduledAt));
    this.#invocations.accept([invocation], delay > 0 ? scheduledAt + delay : undefined);
    // After a laptop was asleep, what it missed in between is not made up for.
    const after = Math.max(scheduledAt, this.#cloud.clock.now());
    if (dueAfter(schedule, after) === undefined && schedule.afterCompletion === 'DELETE') this.remove(schedule);
    else this.#arm(schedule, after);
  }
}

/** When the schedule is due next after that time, within its start and end. */
export function dueAfter(schedule: ScheduleRecord, after: number): number | undefined {
  const { startAt = schedule.createdAt, endAt = Number.POSITIVE_INFINITY, zone } = schedule;
  const expression = parseExpression(schedule.expression);
  const at = nextTime(expression, Math.max(after, expression.kind === 'at' ? after : startAt - 1), {
    zone,
    anchor: startAt,
  });
  return at === undefined || at > endAt ? undefined : at;
}
