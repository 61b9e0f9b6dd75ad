import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { lambda } from '../shared/clients/lambda.ts';
import { env } from '../shared/env.ts';
import { createHandler } from '../shared/handler.ts';
import { metrics } from '../shared/metrics.ts';
import { filings } from '../shared/reports/filings.ts';
import { bundledReport, bundledReports, listReports } from '../shared/reports/readReport.ts';
import { type AtRisk, duePeriods } from './duePeriods.ts';

/** One alert a period and kind: the alert function publishes an incident once by this address. */
const tell = async (report: string, { period, error, deadline }: AtRisk, standing: string): Promise<void> => {
  const at = new Date(deadline).toISOString();
  await lambda().send(
    new InvokeCommand({
      FunctionName: env.alertFunction(),
      InvocationType: 'Event',
      Payload: Buffer.from(
        JSON.stringify({
          severity: 'warning',
          pipeline: report,
          businessDate: period.to,
          executionArn: `filing:${report}:${period.period}`,
          stage: 'WatchDeadlines',
          error,
          cause: `${report} ${period.period} ${error === 'FilingLate' ? 'was due' : 'is due'} at ${at} and ${standing}`,
        }),
      ),
    }),
  );
};

/** Every hour: whatever is owed soon, or was, and is not accepted, is told. */
export const handler = createHandler(z.unknown(), async () => {
  const now = Date.now();
  const atRisk: string[] = [];
  for (const name of await listReports(bundledReports())) {
    const { spec } = await bundledReport(name);
    for (const due of duePeriods(spec, now)) {
      const known = await filings.get(name, due.period.period);
      if (known && (known.status === 'accepted' || known.filing.version > 1)) continue;
      atRisk.push(`${name} ${due.period.period}: ${due.error}`);
      await tell(name, due, known ? `${known.filing.id} is ${known.status}` : 'nobody has opened it');
    }
  }
  metrics.addMetric('FilingsAtRisk', MetricUnit.Count, atRisk.length);
  return { atRisk };
});
