import type { SQLInputValue } from 'node:sqlite';
import type { Cloud, MetricSink } from '../../cloud.ts';
import type { Database } from '../../store/database.ts';

export type Dimensions = Readonly<Record<string, string>>;

/** What was measured at a time: one value so many times, or a set of values by their statistics. */
export interface Sample {
  /** ms since the epoch; whole minutes, or whole seconds for metrics of high resolution. */
  at: number;
  unit: string;
  count: number;
  sum: number;
  min: number;
  max: number;
}

export interface MetricId {
  namespace: string;
  name: string;
  dimensions: Dimensions;
}

/** AWS keeps metrics for 15 months. */
const kept = 455 * 86_400_000;

/** Metrics and their samples, in tables of their own. */
export class MetricStore implements MetricSink {
  readonly #cloud: Cloud;
  readonly #database: Database;
  readonly #ids = new Map<string, number>();
  readonly #listeners = new Set<(metric: MetricId, sample: Sample) => void>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#database = cloud.database;
    this.#database.sqlite.exec(`
      CREATE TABLE IF NOT EXISTS cloudwatch_metrics (
        id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, last_at INTEGER NOT NULL,
        UNIQUE (namespace, name, dimensions)
      );
      CREATE TABLE IF NOT EXISTS cloudwatch_samples (
        metric INTEGER NOT NULL, at INTEGER NOT NULL, unit TEXT NOT NULL, min REAL NOT NULL, max REAL NOT NULL,
        count REAL NOT NULL, sum REAL NOT NULL, PRIMARY KEY (metric, at, unit, min, max)
      ) WITHOUT ROWID;
    `);
    const oldest = cloud.clock.now() - kept;
    this.#database.sqlite.prepare('DELETE FROM cloudwatch_samples WHERE at < ?').run(oldest);
  }

  put(namespace: string, data: Parameters<MetricSink['put']>[1]): void {
    const now = this.#cloud.clock.now();
    this.#database.transaction(() => {
      for (const { name, value, unit = 'None', dimensions = {}, timestamp = now } of data) {
        const sample = { at: timestamp, unit, count: 1, sum: value, min: value, max: value };
        this.add({ namespace, name, dimensions }, sample);
      }
    });
  }

  /** Adds to what was measured at the same time. `highResolution` keeps seconds apart. */
  add(metric: MetricId, sample: Sample, highResolution = false): void {
    const step = highResolution ? 1000 : 60_000;
    const at = Math.floor(sample.at / step) * step;
    const id = this.#id(metric, at);
    this.#database.sqlite
      .prepare(
        `INSERT INTO cloudwatch_samples (metric, at, unit, min, max, count, sum) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum`,
      )
      .run(id, at, sample.unit, sample.min, sample.max, sample.count, sample.sum);
    for (const listener of this.#listeners) listener(metric, { ...sample, at });
  }

  /** The samples from `from` until before `to`, in order of their time. */
  samples(metric: MetricId, from: number, to: number, unit?: string): Sample[] {
    const id = this.#known(metric);
    if (id === undefined) return [];
    const values: SQLInputValue[] = [id, from, to, ...(unit === undefined ? [] : [unit])];
    return this.#database.sqlite
      .prepare(
        `SELECT at, unit, count, sum, min, max FROM cloudwatch_samples WHERE metric = ? AND at >= ? AND at < ?
         ${unit === undefined ? '' : 'AND unit = ?'} ORDER BY at`,
      )
      .all(...values) as unknown as Sample[];
  }

  /** Every metric, with the time of its newest sample. */
  list(): (MetricId & { lastAt: number })[] {
    return this.#database.sqlite
      .prepare(
        'SELECT namespace, name, dimensions, last_at AS lastAt FROM cloudwatch_metrics ORDER BY namespace, name, dimensions',
      )
      .all()
      .map((row) => ({
        namespace: String(row.namespace),
        name: String(row.name),
        dimensions: JSON.parse(String(row.dimensions)) as Dimensions,
        lastAt: Number(row.lastAt),
      }));
  }

  /** Tells of every sample; answers what ends it. */
  listen(listener: (metric: MetricId, sample: Sample) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #id(metric: MetricId, at: number): number {
    const known = this.#known(metric);
    if (known !== undefined) {
      this.#database.sqlite
        .prepare('UPDATE cloudwatch_metrics SET last_at = max(last_at, ?) WHERE id = ?')
        .run(at, known);
      return known;
    }
    const dimensions = canonical(metric.dimensions);
    const result = this.#database.sqlite
      .prepare('INSERT INTO cloudwatch_metrics (namespace, name, dimensions, last_at) VALUES (?, ?, ?, ?)')
      .run(metric.namespace, metric.name, dimensions, at);
    return Number(result.lastInsertRowid);
  }

  #known(metric: MetricId): number | undefined {
    const key = metricKey(metric);
    const cached = this.#ids.get(key);
    if (cached !== undefined) return cached;
    const row = this.#database.sqlite
      .prepare('SELECT id FROM cloudwatch_metrics WHERE namespace = ? AND name = ? AND dimensions = ?')
      .get(metric.namespace, metric.name, canonical(metric.dimensions));
    if (!row) return undefined;
    this.#ids.set(key, Number(row.id));
    return Number(row.id);
  }
}

const canonical = (dimensions: Dimensions): string =>
  JSON.stringify(Object.fromEntries(Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1))));

/** One text for a metric, whatever the order of its dimensions. */
export const metricKey = ({ namespace, name, dimensions }: MetricId): string =>
  JSON.stringify([namespace, name, canonical(dimensions)]);
