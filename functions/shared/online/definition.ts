import * as z from 'zod';
import { onlineSpec, type PipelineSpec } from '../contracts/pipeline.ts';
import { NightjarError } from '../errors.ts';
import { isLive, parseWindows, reachOf } from './windows.ts';

const column = z.object({ name: z.string(), type: z.string() });

/** All that it takes to compute a pipeline's vector online. It is published with the past that it fits, and switched with it. */
export const definitionSchema = z.object({
  pipeline: z.string(),
  id: z.string(),
  /** Column of the event's time of day. */
  time: z.string(),
  /** The record's fields. */
  fields: z.array(column),
  /** The view that the windows and the features read, row by row the records. */
  base: z.string(),
  views: z.array(
    z.object({
      view: z.string(),
      base: z.string(),
      entity: z.string(),
      order: z.string(),
      value: z.string(),
      /** Decimals of the summed column. */
      scale: z.number(),
      /** Days of past that are published. */
      days: z.number(),
      aggregates: z.array(
        z.object({ name: z.string(), kind: z.enum(['count', 'sum']), from: z.number(), to: z.number() }),
      ),
    }),
  ),
  /** Names, order and types of the vector. */
  vector: z.array(column),
  /** `features.sql`: what each of them is. */
  sql: z.string(),
  online: onlineSpec,
});
export type OnlineDefinition = z.infer<typeof definitionSchema>;
export type OnlineView = OnlineDefinition['views'][number];

const daySeconds = 86_400;
/** What is published a night old must not be looked at closer than this. */
const leastDelaySeconds = 2 * daySeconds;

const refuse = (why: string): never => {
  throw new NightjarError('PipelineInvalid', why);
};

/** Digits after the point of a SQL type. */
export const scaleOf = (type: string): number => Number(/^DECIMAL\(\d+, ?(\d+)\)$/.exec(type)?.[1] ?? 0);

/** The online definition of a pipeline with an `online` section; `PipelineInvalid` where its SQL cannot be computed online. */
export const onlineDefinition = (spec: PipelineSpec, sqlOf: (file: string) => string): OnlineDefinition => {
  const online = spec.online ?? refuse(`${spec.name} has no online section`);
  const { features } = spec;
  const table = spec.tables[online.table] ?? refuse(`online.table: "${online.table}" is no table`);
  const fields = Object.entries(table.columns)
    .filter(([name]) => name !== features.label)
    .map(([name, type]) => ({ name, type }));
  const typeOf = (name: string): string => table.columns[name] ?? refuse(`"${name}" is no column of ${online.table}`);
  for (const name of Object.keys(online.reasons))
    if (!(name in features.columns)) refuse(`online.reasons: "${name}" is no feature`);
  for (const name of Object.keys(features.columns))
    if (!(name in online.reasons)) refuse(`online.reasons: feature "${name}" has no words`);
  if (!/^(BIGINT|INT)$/.test(typeOf(features.id))) refuse(`online: the id ${features.id} is no whole number`);
  if (features.time === undefined || typeOf(features.time) !== 'TIMESTAMP_NTZ')
    return refuse('online: features.time is no TIMESTAMP_NTZ of the table');
  const views = online.views.map((view) => {
    const file = features.views[view] ?? refuse(`online.views: "${view}" is no view of the features`);
    const windows = parseWindows(view, sqlOf(file), features.id);
    for (const name of [windows.entity, windows.order])
      if (!/^(BIGINT|INT)$/.test(typeOf(name)))
        refuse(`view ${view} cannot be kept online: ${name} is no whole number`);
    if (isLive(windows) && windows.aggregates.some(({ to }) => to !== 0))
      refuse(`view ${view} cannot be kept online: some windows include the row itself, some do not`);
    if (isLive(windows) && windows.value === features.label)
      refuse(`view ${view} cannot be kept online: it counts labels that nobody knows yet`);
    if (!isLive(windows) && windows.aggregates.some(({ to }) => to < leastDelaySeconds))
      refuse(
        `view ${view} cannot be kept online: its windows end less than two days back, and it is published nightly`,
      );
    const days = Math.ceil((reachOf(windows) + 1) / daySeconds) + online.lateDays;
    return { ...windows, scale: scaleOf(typeOf(windows.value)), days };
  });
  if (views.filter(isLive).length !== 1)
    refuse('online.views: exactly one view has windows that include the row itself');
  return {
    pipeline: spec.name,
    id: features.id,
    time: features.time,
    fields,
    base: views[0]?.base ?? '',
    views,
    vector: Object.entries(features.columns).map(([name, type]) => ({ name, type })),
    sql: sqlOf(features.sql),
    online,
  };
};

/** The one view that counts what has just happened. */
export const liveView = ({ views }: OnlineDefinition): OnlineView => views.find(isLive) ?? refuse('no live view');
