import type {
  DataQualityAnalyzerResult,
  DataQualityEvaluationRunAdditionalRunOptions,
  DataQualityRuleResult,
  DataQualityTargetTable,
  DataSource,
  TaskStatusType,
} from '@aws-sdk/client-glue';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../errors.ts';
import type { Table } from '../../../store/database.ts';

/** A ruleset as it is stored; times in ms since the epoch. */
export interface RulesetRecord {
  Name: string;
  Description?: string;
  Ruleset: string;
  TargetTable?: DataQualityTargetTable;
  CreatedOn: number;
  LastModifiedOn: number;
}

/** A run as it is stored; times in ms since the epoch. */
export interface RunRecord {
  RunId: string;
  DataSource: DataSource;
  Role: string;
  NumberOfWorkers: number;
  /** minutes */
  Timeout: number;
  AdditionalRunOptions?: DataQualityEvaluationRunAdditionalRunOptions;
  RulesetNames: string[];
  AdditionalDataSources?: Record<string, DataSource>;
  Status: TaskStatusType;
  ErrorString?: string;
  StartedOn: number;
  LastModifiedOn: number;
  CompletedOn?: number;
  /** seconds */
  ExecutionTime: number;
  ResultIds: string[];
}

/** A result as it is stored; times in ms since the epoch. */
export interface ResultRecord {
  ResultId: string;
  Score: number;
  DataSource: DataSource;
  RulesetName: string;
  StartedOn: number;
  CompletedOn: number;
  RulesetEvaluationRunId: string;
  RuleResults: DataQualityRuleResult[];
  AnalyzerResults: DataQualityAnalyzerResult[];
  /** All metrics by name, where clauses told apart: what later runs look back at. */
  observed: Record<string, number>;
}

/** What a client token stands for: a digest of the request and what it made. */
export interface TokenRecord {
  digest: string;
  id: string;
}

export const ENDED: readonly TaskStatusType[] = ['SUCCEEDED', 'FAILED', 'STOPPED', 'TIMEOUT'];

export const rulesetTable = (cloud: Cloud): Table<RulesetRecord> => cloud.database.table('glue.quality-rulesets');
export const runTable = (cloud: Cloud): Table<RunRecord> => cloud.database.table('glue.quality-runs');
export const resultTable = (cloud: Cloud): Table<ResultRecord> => cloud.database.table('glue.quality-results');
export const tokenTable = (cloud: Cloud): Table<TokenRecord> => cloud.database.table('glue.quality-tokens');

/** Throws `EntityNotFoundException`. */
export const findRuleset = (cloud: Cloud, name: string): RulesetRecord => {
  const ruleset = rulesetTable(cloud).get(name);
  if (!ruleset) throw new AwsError('EntityNotFoundException', `Data quality ruleset ${name} not found.`);
  return ruleset;
};

/** Throws `EntityNotFoundException`. */
export const findRun = (cloud: Cloud, id: string): RunRecord => {
  const run = runTable(cloud).get(id);
  if (!run) throw new AwsError('EntityNotFoundException', `Data quality ruleset evaluation run ${id} not found.`);
  return run;
};

/** Throws `EntityNotFoundException`. */
export const findResult = (cloud: Cloud, id: string): ResultRecord => {
  const result = resultTable(cloud).get(id);
  if (!result) throw new AwsError('EntityNotFoundException', `Data quality result ${id} not found.`);
  return result;
};

export const rulesetArn = (cloud: Cloud, name: string): string => cloud.arn('glue', `dataQualityRuleset/${name}`);

/** The table that a source names, its options aside: by it past results are found. */
export const tableKey = ({ GlueTable }: DataSource): string =>
  `${GlueTable?.DatabaseName?.toLowerCase()}.${GlueTable?.TableName?.toLowerCase()}`;

/** Whether a source is of the table and the options that a filter names. */
export const sameSource = (source: DataSource, wanted: DataSource | undefined): boolean => {
  if (wanted?.GlueTable === undefined) return true;
  const options = wanted.GlueTable.AdditionalOptions;
  return (
    tableKey(source) === tableKey(wanted) &&
    (options === undefined ||
      Object.entries(options).every(([name, value]) => source.GlueTable?.AdditionalOptions?.[name] === value))
  );
};
