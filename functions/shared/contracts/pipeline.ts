import * as z from 'zod';

/**
 * `pipelines/<name>/pipeline.yml`: a model as data. Strict at every level: a key that is not known here is refused with its path.
 * Paths are relative to the pipeline's folder; SQL is Spark SQL; types are Spark SQL's.
 */
const text = z.string().trim().min(1);
const sqlName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,62}$/,
    'lower case letters, digits and _, starting with a letter (it becomes a table or column name)',
  );
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a local time such as '05:00'");
const share = z.number().min(0).max(1);
const portion = z.number().positive().lt(1);
const sqlFile = z.string().regex(/^sql\/[\w./-]+\.sql$/, 'a file below sql/, ending in .sql');
const dqdlFile = z.string().regex(/^quality\/[\w./-]+\.dqdl$/, 'a file below quality/, ending in .dqdl');

export const sqlType = z
  .string()
  .regex(
    /^(STRING|BOOLEAN|TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DATE|TIMESTAMP_NTZ|DECIMAL\(\d{1,2}, ?\d{1,2}\))$/,
    'one of STRING, BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DATE, TIMESTAMP_NTZ, DECIMAL(p,s)',
  );

const columns = z.record(sqlName, sqlType);

/** A source's column: a type, or a type with the pattern that its text has (`yyyy MM dd HH mm ss` only), or another name in the file. */
const sourceColumn = z.union([
  sqlType,
  z.strictObject({
    type: sqlType,
    /** The column's name in the file, where it is no SQL name or not this one. */
    header: text.optional(),
    /** Pattern of a DATE or TIMESTAMP_NTZ. */
    pattern: text.optional(),
    /** A row without it is quarantined by the extract. */
    required: z.boolean().optional(),
  }),
]);

export const sourceSpec = z.strictObject({
  description: text.optional(),
  format: z.enum(['csv', 'json', 'parquet']).default('csv'),
  csv: z
    .strictObject({
      delimiter: z.string().length(1).default(','),
      quote: z.string().length(1).default('"'),
      header: z.boolean().default(true),
      nullText: z.string().default(''),
    })
    .prefault({}),
  /** `required`: the files count as landed only with a `_control.json` that names them with rows, bytes and totals. */
  control: z.enum(['required', 'optional']).default('optional'),
  columns: z.record(sqlName, sourceColumn),
  /** Control totals kept from landing to features: name → aggregate over the table. `rows` is always kept. */
  totals: z.record(sqlName, text).default({}),
  /** The newest value of `column` must be within `days` of the business date, else `SourceStale`. */
  freshness: z.strictObject({ column: sqlName, days: z.int().min(0) }).optional(),
  /** More than this share of rows that cannot be read as the columns say ends the night with `QuarantineExceeded`. */
  maxUnreadable: share.default(0.1),
  quality: dqdlFile.optional(),
});

/** A cleaned table: its SQL answers every row of `from` with a `quarantine_reason` that is NULL for good rows. */
export const tableSpec = z.strictObject({
  description: text.optional(),
  from: sqlName,
  sql: sqlFile,
  columns,
  totals: z.record(sqlName, text).default({}),
  /** More than this share of quarantined rows ends the night with `QuarantineExceeded`. */
  maxQuarantined: share.default(0.2),
});

const window = z
  .strictObject({ from: z.int(), to: z.int() })
  .refine((w) => w.from <= w.to, 'from must not be after to');

export const splitSpec = z.discriminatedUnion('by', [
  /** In order of time: the oldest rows train, the newest are the holdout. */
  z.strictObject({ by: z.literal('time'), validation: portion, holdout: portion }),
  /** Days relative to the business date, both ends included; a row in no window is used by none. */
  z.strictObject({ by: z.literal('window'), train: window, validation: window.optional(), holdout: window }),
  /** By a hash of the id (or of `key`, so that what belongs together stays together). */
  z.strictObject({
    by: z.literal('hash'),
    seed: text.default('nightjar'),
    key: sqlName.optional(),
    validation: portion,
    holdout: portion,
  }),
]);

export const featuresSpec = z.strictObject({
  sql: sqlFile,
  /** Intermediate views in order, name → file. */
  views: z.record(sqlName, sqlFile).default({}),
  /** Unique key of a row; text or whole number. */
  id: sqlName,
  idType: sqlType.default('STRING'),
  /** DATE or TIMESTAMP_NTZ as of which the features are known. */
  time: sqlName.optional(),
  timeType: z.enum(['DATE', 'TIMESTAMP_NTZ']).default('DATE'),
  /** 0 or 1. */
  label: sqlName,
  /** The model's vector, in this order. */
  columns,
  /** Protected attributes: beside the features for the fairness check, never among them. */
  protected: columns.default({}),
  /** Anything else to keep beside a row, such as segments. */
  carried: columns.default({}),
  quality: dqdlFile.optional(),
});

const builtInTraining = z.strictObject({
  algorithm: z.literal('xgboost'),
  version: z.enum(['3.2-0', '3.0-5']).default('3.2-0'),
  hyperparameters: z.record(z.string(), z.union([z.string(), z.number()])),
  instanceType: text.default('ml.m5.xlarge'),
  instanceCount: z.literal(1).default(1),
  volumeGiB: z.int().min(1).max(16384).default(30),
  maxRuntimeSeconds: z.int().min(60).max(432000).default(3600),
  spot: z.boolean().default(false),
  maxWaitSeconds: z.int().min(60).optional(),
});
const scriptTraining = builtInTraining.extend({
  algorithm: z.literal('script'),
  /** Repository of the image, such as `sagemaker-scikit-learn`. */
  image: text,
  version: text,
  /** A file below `sagemaker/`. */
  entryPoint: text,
});
export const trainingSpec = z.discriminatedUnion('algorithm', [builtInTraining, scriptTraining]);

const bound = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
export const evaluationSpec = z.strictObject({
  /** What champion and challenger are compared by. */
  metric: z.enum(['auc', 'averagePrecision', 'ks']).default('auc'),
  /** Every gate must hold, for the first model too. */
  gates: z
    .strictObject({ auc: bound, averagePrecision: bound, ks: bound, brier: bound, calibrationError: bound, psi: bound })
    .partial()
    .default({}),
  /**
   * `better`: the paired 95 % interval of challenger minus champion lies above 0. `not-worse`: its lower end lies above −tolerance and its
   * point is not below −tolerance / 2.
   */
  promote: z.enum(['better', 'not-worse']).default('not-worse'),
  tolerance: z.number().min(0).default(0.005),
  /** Columns of `protected` or `carried` to report metrics by. */
  segments: z.array(sqlName).default([]),
  /** Four-fifths rule: the share of favourable decisions of each group of each protected attribute against the best group's. */
  adverseImpact: z
    .strictObject({
      /** The share of rows with the lowest (or highest) scores that gets the favourable decision. */
      favourable: z.enum(['low-score', 'high-score']).default('low-score'),
      share: portion,
      minimumRatio: share.default(0.8),
      minimumGroupRows: z.int().min(1).default(100),
      action: z.enum(['warn', 'reject']).default('warn'),
    })
    .optional(),
  /** A carried column that holds the true probability (sample data): its AUC is the best that any model can reach. */
  trueProbability: sqlName.optional(),
});

/** Decisions on a stream, with the features of the same SQL. Only what has this section is scored in real time. */
export const onlineSpec = z.strictObject({
  /** The table whose rows the stream's records are: its columns but the label. */
  table: sqlName,
  /** Views of window aggregates; their SQL says whose past they look at and how far. */
  views: z.array(sqlName).min(1),
  /** The past is published this much further back than the widest window: records may come this late. */
  lateDays: z.int().min(1).max(31).default(7),
  /** Scores from here on are declined. */
  threshold: share,
  /** What decides while the model cannot: above any of these a record is declined. Amounts in the currency of the records. */
  fallback: z.strictObject({
    maxAmount: z.number().positive(),
    maxCount1h: z.int().min(1),
    maxAmount24h: z.number().positive(),
  }),
  /** Feature → why it speaks against a record, in words a customer can be told. */
  reasons: z.record(sqlName, text),
});
export type OnlineSpec = z.infer<typeof onlineSpec>;

export const pipelineSpec = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, 'lower case letters, digits and -; the name of its folder'),
  title: text,
  owner: text,
  description: text.optional(),
  schedule: z.strictObject({
    /** AWS's six fields: minutes hours day-of-month month day-of-week year. */
    cron: text,
    timeZone: text.refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'a time zone of the IANA list, such as Europe/Prague',
    ),
    enabled: z.boolean().default(true),
    /** The business date is the planned date plus this, skipping nothing. */
    businessDateOffsetDays: z.int().min(-31).max(0).default(-1),
    /** Local time by which every source must have landed on the night. */
    sourcesDeadline: localTime,
    /** Local time by which the night must have finished, else the person on call is told. */
    finishBy: localTime,
    /** Business dates without a run: `YYYY-MM-DD`, or `MM-DD` for every year. */
    holidays: z.array(z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, 'YYYY-MM-DD or MM-DD')).default([]),
  }),
  sources: z.record(sqlName, sourceSpec),
  quality: z
    .strictObject({
      /** Share of passed rules from which a table passes. */
      pass: share.default(1),
      /** From here to `pass` the night goes on and somebody is told. */
      warn: share.default(0.9),
      /** Rule types of which a failed one rejects the night whatever the score. */
      critical: z.array(text).default([]),
    })
    .prefault({}),
  tables: z.record(sqlName, tableSpec),
  features: featuresSpec,
  split: splitSpec,
  training: trainingSpec,
  evaluation: evaluationSpec.prefault({}),
  /** `four-eyes`: a second person approves before the deployment. */
  approval: z
    .strictObject({ required: z.boolean(), expiresHours: z.int().min(1).max(720).default(24) })
    .prefault({ required: false }),
  endpoint: z
    .strictObject({
      instanceType: text.default('ml.m5.large'),
      instanceCount: z.int().min(1).default(1),
      canaryPercent: z.int().min(1).max(50).default(10),
      bakeSeconds: z.int().min(0).max(3600).default(300),
    })
    .prefault({}),
  online: onlineSpec.optional(),
  /** Glue workers of this pipeline's jobs. */
  compute: z
    .strictObject({
      workerType: z.enum(['G.1X', 'G.2X', 'G.4X', 'G.8X']).default('G.1X'),
      workers: z.int().min(2).max(299).default(2),
      timeoutMinutes: z.int().min(1).max(2880).default(60),
      flex: z.boolean().default(false),
    })
    .prefault({}),
});

/** A pipeline as the rest of the project sees it: defaults filled in. */
export type PipelineSpec = z.infer<typeof pipelineSpec>;
/** A pipeline as somebody writes it. */
export type PipelineYaml = z.input<typeof pipelineSpec>;
export type SourceSpec = z.infer<typeof sourceSpec>;
export type TableSpec = z.infer<typeof tableSpec>;
export type SplitSpec = z.infer<typeof splitSpec>;
