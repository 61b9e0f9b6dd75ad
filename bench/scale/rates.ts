import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { readHistory, spansOf } from '../../cli/night/history.ts';
import { readJobs } from '../../cli/night/jobs.ts';
import { readObject } from '../../cli/night/objects.ts';
import { statesClient } from '../../cli/night/target.ts';
import { openLaptop } from '../../cli/session/laptop.ts';
import { output } from '../../cli/session/session.ts';
import { runRecord } from '../../functions/shared/contracts/runRecord.ts';

export interface Rates {
  /** Transactions a second of one core, DuckDB, by stage. */
  extract: number;
  quality: number;
  transform: number;
  features: number;
  /** How many times slower Spark is a core: work of the same statement, without its start. */
  sparkShare: number;
  /** Table cells times boosting rounds a second of one core, depth 3. */
  trainingCells: number;
  landedBytesPerRow: number;
  featureRowsPerTransaction: number;
  featureColumns: number;
  csvBytesPerFeatureRow: number;
  manifestBytes: number;
  manifestBytesPerFile: number;
  transitions: number;
  payloadBytes: number;
}

const cores = 2;

/**
 * Measured on 23 November 2026, 2 cores shared with other work (so low rather than high): a night of credit-risk on 1,062,727 transactions,
 * job times as the services answer them, rows and bytes from the manifests; training: xgboost 3.2.0, 400,000 × 31, 60 rounds, CPU time;
 * Spark against DuckDB: the Handbook's feature statement, 26.8 s against 3.7 s on the same two cores.
 */
export const recorded: Rates = {
  extract: 1_062_727 / 4.53 / cores,
  quality: 1_062_083 / 0.62 / cores,
  transform: 1_062_083 / 2.18 / cores,
  features: 1_045_195 / 1.84 / cores,
  sparkShare: 7.2,
  trainingCells: (400_000 * 31 * 60) / 3.72,
  landedBytesPerRow: 20.5,
  featureRowsPerTransaction: 3693 / 1_062_727,
  featureColumns: 31,
  csvBytesPerFeatureRow: 139,
  manifestBytes: 4000,
  manifestBytesPerFile: 380,
  transitions: 36,
  payloadBytes: 8000,
};

/** The same from the newest night on this laptop, as far as a night tells it. Throws when no night of credit-risk has succeeded. */
export const measureLast = async (): Promise<Rates> => {
  const laptop = await openLaptop({ progress: () => {} });
  try {
    const { executions = [] } = await statesClient().send(
      new ListExecutionsCommand({ stateMachineArn: output(laptop, 'NightlyTrainingArn'), statusFilter: 'SUCCEEDED' }),
    );
    const executionArn = executions.find(({ name }) => name?.startsWith('credit-risk-'))?.executionArn;
    if (!executionArn) throw new Error('scale: no night of credit-risk has succeeded here yet; leave out --last');
    const events = await readHistory(statesClient(), executionArn);
    const spans = spansOf(events);
    const jobs = await readJobs(spans, output(laptop, 'GlueJobName'));
    const published = spans.find(({ state }) => state === 'PublishReport')?.answer as {
      Payload?: { record?: string };
    };
    const { rows } = runRecord.parse(JSON.parse(await readObject(published?.Payload?.record ?? '')));
    const rate = (stage: string): number => {
      const longest = Math.max(...jobs.filter((job) => job.stage === stage).map(({ seconds }) => seconds));
      if (!Number.isFinite(longest))
        throw new Error(`scale: the newest night took stage ${stage} over from an earlier one`);
      return rows.in / longest / cores;
    };
    return {
      ...recorded,
      extract: rate('ExtractSource'),
      quality: rate('CheckTable'),
      transform: rate('Transform'),
      features: rate('EngineerFeatures'),
    };
  } finally {
    await laptop.close();
  }
};
