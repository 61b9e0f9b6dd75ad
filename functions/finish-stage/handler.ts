import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { createHandler } from '../shared/handler.ts';
import { drivers } from '../shared/jobs/drivers.ts';
import { settle } from '../shared/jobs/settle.ts';
import { logger } from '../shared/logger.ts';
import { metrics } from '../shared/metrics.ts';
import { recordsOf, stateChange } from './recordOf.ts';

/**
 * A job's state has changed: the job is asked how it stands, and where it has ended, the waiting execution is told. Events come late,
 * twice, out of order and for jobs of others; none of that changes anything.
 */
export const handler = createHandler(stateChange, async (event) => {
  const records = await recordsOf(event);
  if (records.length === 0) {
    metrics.addMetric('ForeignEvent', MetricUnit.Count, 1);
    logger.info('event of a job that this project does not wait for', {
      detailType: event['detail-type'],
      detail: event.detail,
    });
  }
  const ends = await Promise.all(
    records.filter(({ open }) => open).map((record) => settle(drivers[record.kind], record)),
  );
  return { jobs: records.length, ends };
});
