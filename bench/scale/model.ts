import type { Rates } from './rates.ts';

/** What is assumed, not measured; each may be argued with in docs/scale.md. */
export const assumed = {
  /** Seconds from a Glue job's billed start to its first task. */
  sparkStartSeconds: 15,
  /** What one job's driver does alone: planning, committing, hashing a file, each. */
  driverSeconds: 20,
  driverSecondsPerFile: 0.05,
  /** Each further core makes all of them this much slower: shuffles and stragglers. */
  contention: 0.0004,
  /** Rows a second that a single task sorts: the split by time, and the one file that training reads. */
  singleTaskRows: 400_000,
  /** Seconds of a SageMaker job before its container runs; not billed. */
  instanceStartSeconds: 180,
  /** Rows a second that one instance scores. */
  scoredRows: 20_000,
  /** Bytes of memory a cell of the training table takes at most: text, floats, quantized bins. */
  bytesPerCell: 12,
  boostingRounds: 400,
  holdoutShare: 0.25,
  replicates: 63,
};

export const limits = {
  /** Spark reads no longer file whole, which `glue/run_sql.py` does for its hash. */
  hashedFileBytes: 2 ** 31,
};

const dollars = {
  dpuHour: 0.44,
  storageGbMonth: 0.023,
  put: 0.005 / 1000,
  get: 0.0004 / 1000,
  transition: 0.025 / 1000,
};
/** Other calls of a night: Lambda, DynamoDB, KMS, logs. A few cents at most at any size. */
const callsOfANight = 0.02;

const workerTypes = [
  { workerType: 'G.1X', dpu: 1 },
  { workerType: 'G.2X', dpu: 2 },
  { workerType: 'G.4X', dpu: 4 },
  { workerType: 'G.8X', dpu: 8 },
] as const;
const workerCounts = [2, 5, 10, 20, 50, 100, 200, 299];
const coresPerDpu = 4;
const glueMinimumSeconds = 60;

const instances = [
  { instanceType: 'ml.m5.xlarge', cores: 4, gib: 16, hour: 0.23 },
  { instanceType: 'ml.m5.4xlarge', cores: 16, gib: 64, hour: 0.922 },
  { instanceType: 'ml.m5.12xlarge', cores: 48, gib: 192, hour: 2.765 },
  { instanceType: 'ml.m5.24xlarge', cores: 96, gib: 384, hour: 5.53 },
];

export interface Night {
  transactions: number;
  workerType: string;
  workers: number;
  glueSeconds: number;
  trainingSeconds: number;
  scoringSeconds: number;
  instanceType: string;
  featureRows: number;
  landedBytes: number;
  files: number;
  manifestBytes: number;
  transitions: number;
  payloadBytes: number;
  cost: { glue: number; sagemaker: number; other: number };
  /** Limits that are met, each with what to change. */
  limits: string[];
}

interface Cluster {
  workerType: string;
  dpu: number;
  workers: number;
}

/** Core seconds of a stage spread over the cluster; one worker is the driver. */
const spread = (coreSeconds: number, { dpu, workers }: Cluster): number => {
  const cores = coresPerDpu * dpu * (workers - 1);
  return (coreSeconds / cores) * (1 + assumed.contention * (cores - 1));
};

/** Seconds of the stages that run one after the other; extracts and rules of several tables run side by side, the largest decides. */
const glueStages = (transactions: number, rates: Rates, cluster: Cluster, files: number): number[] => {
  const featureRows = transactions * rates.featureRowsPerTransaction;
  const core = (rate: number): number => (transactions * rates.sparkShare) / rate;
  const fixed = assumed.sparkStartSeconds + assumed.driverSeconds + files * assumed.driverSecondsPerFile;
  const measured = featureRows * assumed.holdoutShare * assumed.replicates;
  return [
    fixed + spread(core(rates.extract), cluster),
    fixed + spread(core(rates.quality), cluster),
    fixed + spread(core(rates.transform), cluster),
    fixed + spread(core(rates.features), cluster) + (3 * featureRows) / assumed.singleTaskRows,
    assumed.sparkStartSeconds +
      assumed.driverSeconds +
      spread((measured * rates.sparkShare) / rates.transform, cluster),
  ];
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The smallest cluster whose stages end in time; the largest there is where none does. */
const clusterFor = (transactions: number, rates: Rates, files: number, seconds: number): Cluster => {
  const all = workerTypes.flatMap((type) => workerCounts.map((workers) => ({ ...type, workers })));
  const bySize = all.sort((a, b) => a.dpu * a.workers - b.dpu * b.workers || a.dpu - b.dpu);
  const fits = bySize.find((cluster) => sum(glueStages(transactions, rates, cluster, files)) <= seconds);
  return fits ?? (bySize.at(-1) as Cluster);
};

/** A night of so many transactions, with Glue sized to end within `minutes`. */
export const simulate = (transactions: number, rates: Rates, minutes: number): Night => {
  const landedBytes = transactions * rates.landedBytesPerRow;
  const files = Math.max(1, Math.ceil(landedBytes / 256e6));
  const cluster = clusterFor(transactions, rates, files, minutes * 60);
  const stages = glueStages(transactions, rates, cluster, files);
  const featureRows = Math.round(transactions * rates.featureRowsPerTransaction);
  const trainingRows = featureRows * (1 - assumed.holdoutShare);
  const memoryGib = (trainingRows * rates.featureColumns * assumed.bytesPerCell) / 2 ** 30;
  const instance =
    instances.find(({ gib }) => gib * 0.8 > memoryGib) ?? (instances.at(-1) as (typeof instances)[number]);
  const cells = trainingRows * rates.featureColumns * assumed.boostingRounds;
  const training = cells / rates.trainingCells / instance.cores;
  // Challenger and champion side by side, each on an instance of its own.
  const scoring = (featureRows * assumed.holdoutShare) / assumed.scoredRows;
  const glueDollars =
    (sum(stages.map((seconds) => Math.max(glueMinimumSeconds, seconds))) / 3600) *
    dollars.dpuHour *
    cluster.dpu *
    cluster.workers;
  const csvSeconds = (transactions * rates.sparkShare) / rates.extract;
  const trainingFileBytes = trainingRows * rates.csvBytesPerFeatureRow;
  return {
    transactions,
    workerType: cluster.workerType,
    workers: cluster.workers,
    glueSeconds: sum(stages),
    trainingSeconds: assumed.instanceStartSeconds + training,
    scoringSeconds: assumed.instanceStartSeconds + scoring,
    instanceType: instance.instanceType,
    featureRows,
    landedBytes,
    files,
    manifestBytes: rates.manifestBytes + files * rates.manifestBytesPerFile,
    transitions: rates.transitions,
    payloadBytes: rates.payloadBytes,
    cost: {
      glue: glueDollars,
      sagemaker: ((training + 2 * scoring) / 3600) * instance.hour,
      // Landed, raw and clean lie three times for a month; every file is written and read a few times.
      other:
        callsOfANight +
        rates.transitions * dollars.transition +
        3 * (landedBytes / 1e9) * dollars.storageGbMonth +
        files * 4 * (dollars.put + 3 * dollars.get),
    },
    limits: [
      ...(csvSeconds > (minutes * 60) / 2
        ? [
            `as CSV the extract would take ${(csvSeconds / 3600).toFixed(1)} hours, for the job looks through such files one after the other, each with one core: land Parquet`,
          ]
        : []),
      ...(sum(stages) > minutes * 60
        ? ['no cluster of one Glue job ends in time: split the source, or land what is new only']
        : []),
      ...(trainingFileBytes > limits.hashedFileBytes
        ? [
            `the training file has ${(trainingFileBytes / 1e9).toFixed(1)} GB, over the 2 GiB that Spark hashes whole: sample in the features' SQL`,
          ]
        : []),
      ...(memoryGib > instance.gib * 0.8
        ? [
            `training needs ${memoryGib.toFixed(0)} GiB, more than ${instance.instanceType} has: sample, or train from a script in parts`,
          ]
        : []),
    ],
  };
};

export const price = (value: number): string => (value < 0.1 ? value.toFixed(4) : value.toFixed(2));
