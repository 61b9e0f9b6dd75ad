import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';
import { changeDetail, createAlarmActions } from './alarmActions.ts';
import { alarmPeriodMs, alarmQueries } from './alarmQueries.ts';
import type { AlarmRecord, AlarmState, CompositeAlarmRecord, MetricAlarmRecord } from './alarmRecord.ts';
import { parseRule } from './alarmRule.ts';
import { assess, windowsOf } from './assess.ts';
import { History } from './history.ts';
import { metricIdOf } from './metricIdOf.ts';
import { type MetricId, type MetricStore, metricKey } from './metricStore.ts';
import { runQueries } from './runQueries.ts';

const doesNotExist = (name: string) =>
  new AwsError('ResourceNotFound', `The alarm ${name} does not exist.`, { status: 404 });

/**
 * Alarms, evaluated on the clock: when data came, and when data that is there leaves a period. In between nothing can change, so an
 * idle laptop evaluates nothing.
 */
export class Alarms {
  readonly history: History;
  readonly #cloud: Cloud;
  readonly #store: MetricStore;
  readonly #table: Table<AlarmRecord>;
  readonly #actions: ReturnType<typeof createAlarmActions>;
  readonly #timers = new Map<string, { at: number; cancel: () => void }>();
  /** Names of alarms by the key of the metrics they look at. */
  readonly #watched = new Map<string, Set<string>>();
  readonly #stopListening: () => void;

  constructor(cloud: Cloud, store: MetricStore) {
    this.#cloud = cloud;
    this.#store = store;
    this.#table = cloud.database.table('cloudwatch.alarms');
    this.history = new History(cloud);
    this.#actions = createAlarmActions(cloud, ({ alarm, action }, error) =>
      this.history.add(
        alarm,
        'Action',
        `${error === undefined ? 'Successfully executed' : 'Failed to execute'} action ${action}`,
      ),
    );
    this.#stopListening = store.listen((metric, sample) => {
      for (const name of this.#watched.get(metricKey(metric)) ?? []) this.#evaluateAt(name, sample.at);
    });
  }

  /** Takes up what a former process left, and starts evaluating. */
  start(): void {
    this.#actions.resume();
    for (const alarm of this.list()) if (alarm.kind === 'metric') this.#watch(alarm);
  }

  list(prefix = ''): AlarmRecord[] {
    return this.#table.list({ prefix }).map(({ value }) => value);
  }

  find(name: string): AlarmRecord | undefined {
    return this.#table.get(name);
  }

  /** Throws `ResourceNotFound`. */
  alarm(name: string): AlarmRecord {
    const alarm = this.#table.get(name);
    if (!alarm) throw doesNotExist(name);
    return alarm;
  }

  /** Saves a new or changed configuration; the state stays until the next evaluation. */
  configure(alarm: AlarmRecord): void {
    const known = this.find(alarm.name);
    if (known) this.#unwatch(known);
    this.#table.put(alarm.name, alarm);
    this.history.add(alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" ${known ? 'updated' : 'created'}`);
    if (alarm.kind === 'metric') this.#watch(alarm);
    else this.#judge(alarm);
  }

  /** Without a word in the history: tags, enabled actions. */
  save(alarm: AlarmRecord): void {
    this.#table.put(alarm.name, alarm);
  }

  remove(name: string): void {
    const alarm = this.find(name);
    if (!alarm) return;
    this.#unwatch(alarm);
    this.#table.delete(name);
  }

  /** Sets the state by hand; the next evaluation decides anew. */
  setState(alarm: AlarmRecord, state: AlarmState, reason: string, reasonData = ''): void {
    this.#change(alarm, state, reason, reasonData);
    if (alarm.kind === 'metric') this.#evaluateAt(alarm.name, this.#cloud.clock.now());
  }

  async close(): Promise<void> {
    this.#stopListening();
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.#actions.close();
  }

  #watch(alarm: MetricAlarmRecord): void {
    for (const metric of metricsOfAlarm(alarm)) {
      const key = metricKey(metric);
      const names = this.#watched.get(key) ?? new Set();
      this.#watched.set(key, names.add(alarm.name));
    }
    this.#evaluateAt(alarm.name, this.#cloud.clock.now());
  }

  #unwatch(alarm: AlarmRecord): void {
    this.#timers.get(alarm.name)?.cancel();
    this.#timers.delete(alarm.name);
    for (const names of this.#watched.values()) names.delete(alarm.name);
  }

  /** Evaluates as soon as the period step that holds `at` is over, and not before the present one is. */
  #evaluateAt(name: string, at: number): void {
    const alarm = this.find(name);
    if (alarm?.kind !== 'metric') return;
    const step = stepMs(alarm);
    const due = (Math.floor(Math.max(at, this.#cloud.clock.now()) / step) + 1) * step;
    this.#schedule(name, due);
  }

  #schedule(name: string, due: number): void {
    const known = this.#timers.get(name);
    if (known && known.at <= due) return;
    known?.cancel();
    const cancel = this.#cloud.clock.schedule(due, () => {
      this.#timers.delete(name);
      this.#evaluate(name, due);
    });
    this.#timers.set(name, { at: due, cancel });
  }

  #evaluate(name: string, at: number): void {
    const alarm = this.find(name);
    if (alarm?.kind !== 'metric') return;
    const { config } = alarm;
    const oldest = windowsOf(config, at).at(-1) ?? at;
    const queries = alarmQueries(config);
    const returned = queries.find(({ ReturnData }) => ReturnData !== false)?.Id ?? '';
    const series = runQueries(this.#store, queries, { from: oldest, to: at, origin: at }).get(returned) ?? new Map();
    const { state, reason, values } = assess(config, series, at);
    if (state !== undefined && state !== alarm.state) this.#change(alarm, state, reason, reasonData(alarm, values, at));
    const next = this.#nextChange(alarm, oldest, at);
    if (next !== undefined) this.#schedule(name, next);
  }

  /** When the first of the samples at hand goes over from one period to the next, or out of sight. */
  #nextChange(alarm: MetricAlarmRecord, oldest: number, at: number): number | undefined {
    const period = alarmPeriodMs(alarm.config);
    const step = stepMs(alarm);
    let next: number | undefined;
    for (const metric of metricsOfAlarm(alarm))
      for (const sample of this.#store.samples(metric, oldest, Number.MAX_SAFE_INTEGER)) {
        const age = Math.max(Math.ceil((at - sample.at) / period), 1);
        const moves = sample.at < at ? sample.at + age * period + step : sample.at + step;
        const due = Math.max(Math.floor(moves / step) * step, at + step);
        if (next === undefined || due < next) next = due;
      }
    return next;
  }

  #judge(alarm: CompositeAlarmRecord): void {
    const rule = parseRule(alarm.config.AlarmRule ?? '');
    const state = rule.holds((name) => this.find(name)?.state) ? 'ALARM' : 'OK';
    if (state === alarm.state) return;
    const parts = rule.alarms.map((name) => `${this.find(name)?.state ?? 'missing'} ${name}`).join(', ');
    this.#change(alarm, state, `${alarm.name} transitioned to ${state}: ${parts}`, '');
  }

  #change(alarm: AlarmRecord, state: AlarmState, reason: string, data: string): void {
    const now = this.#cloud.clock.now();
    const moved = state !== alarm.state;
    const changed = {
      ...alarm,
      state,
      reason,
      reasonData: data,
      stateAt: now,
      transitionedAt: moved ? now : alarm.transitionedAt,
    };
    const change = { alarm: changed, from: alarm.state };
    this.#cloud.database.transaction(() => {
      this.#table.put(alarm.name, changed);
      if (!moved) return;
      this.history.add(changed, 'StateUpdate', `Alarm updated from ${alarm.state} to ${state}`, changeDetail(change));
      const { OKActions = [], AlarmActions: AlarmActionArns = [], InsufficientDataActions = [] } = alarm.config;
      const actions = { OK: OKActions, ALARM: AlarmActionArns, INSUFFICIENT_DATA: InsufficientDataActions }[state];
      if (changed.actionsEnabled) this.#actions.accept(actions.map((action) => ({ ...change, action })));
    });
    if (!moved) return;
    this.#cloud.parts.events.emit({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      detail: changeDetail(change),
      resources: [alarm.arn],
    });
    for (const other of this.list())
      if (other.kind === 'composite' && parseRule(other.config.AlarmRule ?? '').alarms.includes(alarm.name))
        this.#judge(other);
  }
}

const metricsOfAlarm = ({ config }: MetricAlarmRecord): MetricId[] =>
  alarmQueries(config).flatMap(({ MetricStat }) => (MetricStat?.Metric ? [metricIdOf(MetricStat.Metric)] : []));

/** Alarms of a minute or more are looked at each minute, others each ten seconds. */
const stepMs = ({ config }: MetricAlarmRecord): number => (alarmPeriodMs(config) < 60_000 ? 10_000 : 60_000);

const reasonData = ({ config }: MetricAlarmRecord, values: (number | undefined)[], at: number): string =>
  JSON.stringify({
    version: '1.0',
    queryDate: new Date(at).toISOString().replace('Z', '+0000'),
    statistic: config.Statistic ?? config.ExtendedStatistic,
    period: alarmPeriodMs(config) / 1000,
    recentDatapoints: values.filter((value) => value !== undefined),
    threshold: config.Threshold,
  });
