import { type ResolvedReport, resolvedReport } from '../contracts/report.ts';
import type { Run } from '../contracts/run.ts';
import { NightjarError } from '../errors.ts';
import { readJson } from '../objects.ts';
import { stageHandlers } from '../stage.ts';

/** The report as this run began with it. */
export const reportOf = (run: Pick<Run, 'prefix'>): Promise<ResolvedReport> =>
  readJson(`${run.prefix}spec.json`, resolvedReport);

/** A handler that starts a report stage's job, or attaches to it, or takes over what is done. */
export const createReportStageHandler = stageHandlers(reportOf);

/** Text of a file that the spec names. */
export const reportFile = (report: ResolvedReport, path: string): string => {
  const text = report.files[path];
  if (text === undefined)
    throw new NightjarError(
      'ReportInvalid',
      `reports/${report.spec.name}/${path} is named by the spec but is not in the run's record`,
    );
  return text;
};
