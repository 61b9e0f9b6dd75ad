import type { Run } from './contracts/run.ts';
import { env } from './env.ts';
import { uriOf } from './objects.ts';

/** Where everything lies in the data bucket: the one place that knows. */
export const layout = {
  /** Files that the source systems deliver. */
  landing: (pipeline: string, source: string, businessDate: string) =>
    `landing/${pipeline}/${source}/business_date=${businessDate}/`,
  /** A run's own record. */
  run: (pipeline: string, businessDate: string, runId: string) =>
    uriOf(env.dataBucket(), `runs/${pipeline}/${businessDate}/${runId}/`),
  /** A stage's step document and manifest: found again by its key, whichever run did it. */
  stage: (run: Pick<Run, 'pipeline' | 'businessDate'>, stage: string, key: string) =>
    uriOf(env.dataBucket(), `stages/${run.pipeline}/${run.businessDate}/${stage}/${key}/`),
  /** A table's part of one business date, by one stage: raw, clean, quarantine, features, measures, scores, reports. */
  table: (area: string, run: Pick<Run, 'pipeline' | 'businessDate'>, table: string, key: string) =>
    uriOf(env.dataBucket(), `${area}/${run.pipeline}/${table}/business_date=${run.businessDate}/${key}/`),
  /** Where training jobs put their model: `<models>/<job>/output/model.tar.gz`. */
  models: (pipeline: string) => uriOf(env.dataBucket(), `models/${pipeline}/`),
  /** Decisions on the stream, by the records' own day: JSON lines. A repeated decision may be there twice, letter by letter. */
  decisions: (pipeline: string, date: string) => uriOf(env.dataBucket(), `decisions/${pipeline}/date=${date}/`),
};

/** Name of the Glue catalog table of an area: `credit_risk_clean_customers`. */
export const catalogTable = (pipeline: string, area: string, table: string): string =>
  `${pipeline.replaceAll('-', '_')}_${area}_${table}`;
