import { GetPartitionCommand } from '@aws-sdk/client-glue';
import { addDays } from '../calendar.ts';
import { glue } from '../clients/glue.ts';
import type { TableSource } from '../contracts/report.ts';
import { env } from '../env.ts';
import { isAws, NightjarError } from '../errors.ts';
import { catalogTable, layout } from '../layout.ts';

/** A night's table by the address of its files: which stage left it. */
export interface Upstream {
  area: string;
  pipeline: string;
  table: string;
  businessDate: string;
  /** The stage's manifest. */
  manifest: string;
}

/** The stage that left a table's file, or its prefix, from the address alone: `layout.table` read backwards. */
export const upstreamOf = (uri: string): Upstream => {
  const [, area = '', pipeline = '', table = '', businessDate = '', key = ''] =
    /^s3:\/\/[^/]+\/(raw|clean)\/([^/]+)\/([^/]+)\/business_date=([^/]+)\/([0-9a-f]+)\//.exec(uri) ?? [];
  if (!key) throw new NightjarError('OutputIncomplete', `${uri} is no table of a night`);
  const stage = area === 'raw' ? `extract-${table}` : 'transform';
  return {
    area,
    pipeline,
    table,
    businessDate,
    manifest: `${layout.stage({ pipeline, businessDate }, stage, key)}manifest.json`,
  };
};

/** A night that follows the period this closely still shows the period whole: bookings are reported by the day they were booked. */
const daysAfter = 10;

/** The table as the night of the period's last day left it, or, where that was a holiday, the first one after it. */
export const locateTable = async ({ pipeline, area, table }: TableSource, to: string): Promise<Upstream> => {
  const address = { DatabaseName: env.glueDatabase(), TableName: catalogTable(pipeline, area, table) };
  for (let days = 0; days <= daysAfter; days++) {
    try {
      const { Partition } = await glue().send(
        new GetPartitionCommand({ ...address, PartitionValues: [addDays(to, days)] }),
      );
      return upstreamOf(Partition?.StorageDescriptor?.Location ?? '');
    } catch (error) {
      if (!isAws(error, 'EntityNotFoundException')) throw error;
    }
  }
  throw new NightjarError(
    'SourcesLate',
    `no night of ${pipeline} has left table ${table} (${area}) for ${to} or the ${daysAfter} days after it: run the night first`,
  );
};
