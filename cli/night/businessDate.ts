import { join } from 'node:path';
import { addDays, isHoliday, localDate } from '../../functions/shared/calendar.ts';
import { readDataFiles } from '../land/dataFiles.ts';
import { projectRoot } from '../session/paths.ts';
import { output, type Session } from '../session/session.ts';
import { closedDays } from './closedDays.ts';
import { readPipelineNamed } from './pipelines.ts';

/**
 * On the laptop, the first business date that has not succeeded yet, from the newest that has: so that each run is the next night. The
 * first one is the date that the pipeline's `data.yml` gives its files, else yesterday's in the pipeline's time zone, which is what the
 * schedule would take.
 */
export const chooseBusinessDate = async (session: Session, pipeline: string, force: boolean): Promise<string> => {
  const { spec } = await readPipelineNamed(pipeline);
  const done = await closedDays(output(session, 'DataBucketName'), pipeline);
  const newest = done.at(-1);
  const planned = addDays(localDate(Date.now(), spec.schedule.timeZone), spec.schedule.businessDateOffsetDays);
  const dated = (await readDataFiles(join(projectRoot, 'pipelines', pipeline)))?.businessDate;
  if (!newest) return skipHolidays(dated ?? planned, spec.schedule.holidays);
  return force ? newest : skipHolidays(addDays(newest, 1), spec.schedule.holidays);
};

const skipHolidays = (date: string, holidays: readonly string[]): string =>
  isHoliday(date, holidays) ? skipHolidays(addDays(date, 1), holidays) : date;
