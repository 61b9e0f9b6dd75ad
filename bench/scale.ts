/**
 * `npm run bench -- scale [--last] [--share S] [--minutes M]`: a night from a million to ten billion transactions on paper: workers, minutes,
 * files, cost, and which limit is met. The model is bench/scale/model.ts, its figures bench/scale/rates.ts, its story docs/scale.md.
 */
import { parseArgs } from 'node:util';
import { type Night, price, simulate } from './scale/model.ts';
import { measureLast, recorded } from './scale/rates.ts';

const sizes = [1e6, 1e7, 1e8, 1e9, 1e10];
const short = new Intl.NumberFormat('en', { notation: 'compact' });

/** Runs the benchmark; throws for a share or a time that is none. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      last: { type: 'boolean', default: false },
      share: { type: 'string', default: String(recorded.featureRowsPerTransaction) },
      minutes: { type: 'string', default: '60' },
    },
  });
  const [share, minutes] = [Number(values.share), Number(values.minutes)];
  if (!(share > 0) || !(minutes > 0)) throw new Error('scale: --share and --minutes take numbers above 0');
  const rates = { ...(values.last ? await measureLast() : recorded), featureRowsPerTransaction: share };
  console.log(
    `rows a second of one core on DuckDB: extract ${short.format(rates.extract)}, rules ${short.format(rates.quality)}, cleaning ${short.format(rates.transform)}, features ${short.format(rates.features)}; Spark counted ${rates.sparkShare} times slower a core\n` +
      `feature rows per transaction: ${share}; Glue sized to end within ${minutes} minutes\n`,
  );
  const nights = sizes.map((transactions) => simulate(transactions, rates, minutes));
  for (const line of table(nights)) console.log(line);
  for (const night of nights)
    for (const limit of night.limits) console.log(`${short.format(night.transactions).padStart(5)}: ${limit}`);
  console.log(JSON.stringify({ benchmark: 'scale', rates, nights }));
};

const rows: [string, (night: Night) => string][] = [
  ['transactions', ({ transactions }) => short.format(transactions)],
  ['Glue workers', ({ workerType, workers }) => `${workers} × ${workerType}`],
  ['Glue minutes', ({ glueSeconds }) => (glueSeconds / 60).toFixed(0)],
  ['SageMaker minutes', ({ trainingSeconds, scoringSeconds }) => ((trainingSeconds + scoringSeconds) / 60).toFixed(0)],
  ['training instance', ({ instanceType }) => instanceType],
  ['feature rows', ({ featureRows }) => short.format(featureRows)],
  ['landed GB', ({ landedBytes }) => (landedBytes / 1e9).toFixed(1)],
  ['files of 256 MB', ({ files }) => String(files)],
  ['largest manifest, KB', ({ manifestBytes }) => (manifestBytes / 1e3).toFixed(0)],
  ['transitions', ({ transitions }) => String(transitions)],
  ['largest payload, KB', ({ payloadBytes }) => (payloadBytes / 1e3).toFixed(1)],
  ['Glue $', ({ cost }) => price(cost.glue)],
  ['SageMaker $', ({ cost }) => price(cost.sagemaker)],
  ['all else $', ({ cost }) => price(cost.other)],
  ['whole night $', ({ cost }) => price(cost.glue + cost.sagemaker + cost.other)],
  [
    '$ per million',
    ({ cost, transactions }) => price((1e6 * (cost.glue + cost.sagemaker + cost.other)) / transactions),
  ],
];

const table = (nights: readonly Night[]): string[] => [
  ...rows.map(([name, show]) => `| ${name} | ${nights.map(show).join(' | ')} |`),
  '',
];
