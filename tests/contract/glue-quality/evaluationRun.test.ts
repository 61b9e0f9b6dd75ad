import {
  BatchCreatePartitionCommand,
  BatchGetDataQualityResultCommand,
  CancelDataQualityRulesetEvaluationRunCommand,
  CreateDataQualityRulesetCommand,
  GetDataQualityResultCommand,
  type GetDataQualityResultResponse,
  GetDataQualityRulesetEvaluationRunCommand,
  type GetDataQualityRulesetEvaluationRunResponse,
  ListDataQualityResultsCommand,
  ListDataQualityRulesetEvaluationRunsCommand,
  StartDataQualityRulesetEvaluationRunCommand,
  type StartDataQualityRulesetEvaluationRunRequest,
} from '@aws-sdk/client-glue';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { JobFault } from '../../../local-aws/cloud.ts';
import { Laptop, ROLE } from './laptop.ts';

const SOURCE = {
  GlueTable: {
    DatabaseName: 'bank',
    TableName: 'customers',
    AdditionalOptions: { pushDownPredicate: "business_date='2026-11-22'" },
  },
};

let laptop: Laptop;

beforeEach(async () => {
  laptop = await new Laptop().start();
  await laptop.makeTables();
  await laptop.land('customers/business_date=2026-11-21/part.csv', 'id,name,income\n1,Ada,1.00\n');
  await laptop.land(
    'customers/business_date=2026-11-22/part.csv',
    'id,name,income\n1,Ada,10.50\n2,Ben,20.25\n3,,oops\n',
  );
  await laptop.land('customers/business_date=2026-11-22/_SUCCESS', 'x');
  await laptop.land('countries/part.csv', 'Ada\nBen\n');
  const StorageDescriptor = (date: string) => ({
    Location: `s3://data/customers/business_date=${date}/`,
    SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde' },
  });
  await laptop.glue.send(
    new BatchCreatePartitionCommand({
      DatabaseName: 'bank',
      TableName: 'customers',
      PartitionInputList: ['2026-11-21', '2026-11-22'].map((date) => ({
        Values: [date],
        StorageDescriptor: StorageDescriptor(date),
      })),
    }),
  );
});
afterEach(async () => {
  await laptop.stop();
  laptop.remove();
});

const ruleset = (Name: string, Ruleset: string) =>
  laptop.glue.send(new CreateDataQualityRulesetCommand({ Name, Ruleset }));

const start = async (input: Partial<StartDataQualityRulesetEvaluationRunRequest> = {}): Promise<string> => {
  const { RunId = '' } = await laptop.glue.send(
    new StartDataQualityRulesetEvaluationRunCommand({
      DataSource: SOURCE,
      Role: ROLE,
      RulesetNames: ['rules'],
      ...input,
    }),
  );
  return RunId;
};

const ended = async (RunId: string): Promise<GetDataQualityRulesetEvaluationRunResponse> => {
  for (;;) {
    const run = await laptop.glue.send(new GetDataQualityRulesetEvaluationRunCommand({ RunId }));
    if (!['STARTING', 'RUNNING', 'STOPPING'].includes(run.Status ?? '')) return run;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const result = (run: GetDataQualityRulesetEvaluationRunResponse, index = 0): Promise<GetDataQualityResultResponse> =>
  laptop.glue.send(new GetDataQualityResultCommand({ ResultId: run.ResultIds?.[index] ?? '' }));

const hang = (): void => {
  const fault: JobFault = { effect: 'hang' } as JobFault;
  if (laptop.server?.faults) Object.assign(laptop.server.faults, { job: () => fault });
};

test('a run evaluates the partition that its predicate chooses and tells bus, metrics and S3', async () => {
  await ruleset(
    'rules',
    'Rules = [ RowCount = 3, IsComplete "name", Mean "income" between 15 and 16, ColumnCount = 4 ] Analyzers = [ Completeness "name" ]',
  );

  const run = await ended(
    await start({ AdditionalRunOptions: { CloudWatchMetricsEnabled: true, ResultsS3Prefix: 's3://data/results' } }),
  );

  expect(run).toMatchObject({ Status: 'SUCCEEDED', RulesetNames: ['rules'], DataSource: SOURCE, Role: ROLE });
  const found = await result(run);
  expect(found.Score).toBe(0.75);
  expect(found.RuleResults?.map(({ Name, Result }) => [Name, Result])).toEqual([
    ['Rule_1', 'PASS'],
    ['Rule_2', 'FAIL'],
    ['Rule_3', 'PASS'],
    ['Rule_4', 'PASS'],
  ]);
  expect(found.RuleResults?.[1]).toMatchObject({
    Description: 'IsComplete "name"',
    EvaluationMessage: 'Value: 0.6666666666666666 does not meet the constraint requirement!',
    EvaluatedMetrics: { 'Column.name.Completeness': 2 / 3 },
  });
  expect(found.AnalyzerResults).toMatchObject([
    { Name: 'Analyzer_1', EvaluatedMetrics: { 'Column.name.Completeness': 2 / 3 } },
  ]);
  expect(laptop.events).toEqual([
    {
      source: 'aws.glue-dataquality',
      detailType: 'Data Quality Evaluation Results Available',
      detail: {
        resultId: found.ResultId,
        resultID: found.ResultId,
        context: {
          contextType: 'GLUE_DATA_CATALOG',
          runId: run.RunId,
          databaseName: 'bank',
          tableName: 'customers',
          catalogId: '123456789012',
        },
        rulesetNames: ['rules'],
        state: 'FAILED',
        score: 0.75,
        numRulesSucceeded: 3,
        numRulesFailed: 1,
        numRulesSkipped: 0,
      },
    },
  ]);
  expect(laptop.metrics.map(({ name, value }) => [name, value])).toEqual([
    ['glue.data.quality.rules.passed', 3],
    ['glue.data.quality.rules.failed', 1],
  ]);
  const { Contents = [] } = await laptop.s3.send(new ListObjectsV2Command({ Bucket: 'data', Prefix: 'results/' }));
  const written = await laptop.s3.send(new GetObjectCommand({ Bucket: 'data', Key: Contents[0]?.Key ?? '' }));
  expect(JSON.parse((await written.Body?.transformToString()) ?? '')).toMatchObject({
    ResultId: found.ResultId,
    Score: 0.75,
  });
});

test('rules speak of additional tables by alias, in SQL too', async () => {
  await ruleset(
    'rules',
    'Rules = [ ReferentialIntegrity "name" "known.name" > 0.6, CustomSql "select count(*) from primary p join known k on p.name = k.name" = 2, CustomSql "select id from primary where id < 4" ]',
  );

  const run = await ended(
    await start({ AdditionalDataSources: { known: { GlueTable: { DatabaseName: 'bank', TableName: 'countries' } } } }),
  );

  expect((await result(run)).RuleResults?.map(({ Result }) => Result)).toEqual(['PASS', 'PASS', 'PASS']);
});

test('a rule compares with the results of past runs', async () => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');
  await ruleset(
    'dynamic',
    'Rules = [ RowCount between avg(last(3)) - 1 and avg(last(3)) + 1, Mean "income" > min(last(2)) ]',
  );
  await ended(await start());

  const run = await ended(await start({ RulesetNames: ['dynamic'] }));

  const found = await result(run);
  expect(found.RuleResults?.[0]).toMatchObject({ Result: 'PASS', EvaluatedRule: 'RowCount between 2 and 4' });
  expect(found.RuleResults?.[1]).toMatchObject({ Result: 'ERROR' });
  expect(found.RuleResults?.[1]?.EvaluationMessage).toContain('no past results');
});

test('a ruleset that does not parse fails the run with line, column and what was expected', async () => {
  await ruleset('rules', 'Rules = [\n  RowCount >\n]');

  const run = await ended(await start());

  expect(run.Status).toBe('FAILED');
  expect(run.ErrorString).toMatch(
    /^RulesetInvalid: ruleset rules: line 3, column 1: unexpected "]"; expected '-', a number, /,
  );
  expect(laptop.events).toEqual([]);
});

test('a table that is not there, or that the role may not read, fails the run by name', async () => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');

  const run = await ended(await start({ DataSource: { GlueTable: { DatabaseName: 'bank', TableName: 'nowhere' } } }));

  expect(run).toMatchObject({ Status: 'FAILED' });
  expect(run.ErrorString).toContain('EntityNotFoundException: table bank.nowhere');
});

test('the same client token starts one run; with other parameters it is refused', async () => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');

  const [one, two] = [await start({ ClientToken: 'night-1' }), await start({ ClientToken: 'night-1' })];

  expect(two).toBe(one);
  await expect(start({ ClientToken: 'night-1', Timeout: 5 })).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  });
  await ended(one);
});

test('a run that hangs is stopped by its time limit, and by a call', async () => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');
  hang();
  const [late, cancelled] = [await start({ Timeout: 10 }), await start({ Timeout: 1000 })];

  laptop.clock.advance(10 * 60_000);
  await laptop.glue.send(new CancelDataQualityRulesetEvaluationRunCommand({ RunId: cancelled }));

  expect(await ended(late)).toMatchObject({ Status: 'TIMEOUT', ExecutionTime: 600 });
  expect(await ended(cancelled)).toMatchObject({ Status: 'STOPPED' });
  await expect(
    laptop.glue.send(new CancelDataQualityRulesetEvaluationRunCommand({ RunId: cancelled })),
  ).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});

test('a run that was under way when the server ended is found failed, results are kept', async () => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');
  const done = await ended(await start());
  hang();
  const lost = await start();
  await laptop.stop();

  await laptop.start();

  expect(await ended(lost)).toMatchObject({ Status: 'FAILED' });
  expect((await result(done)).Score).toBe(1);
});

test('runs and results are listed, the newest first, by table', async () => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');
  const first = await ended(await start());
  laptop.clock.advance(1000);
  const second = await ended(await start());
  const Filter = { DataSource: { GlueTable: { DatabaseName: 'bank', TableName: 'customers' } } };

  const runs = await laptop.glue.send(new ListDataQualityRulesetEvaluationRunsCommand({ Filter, MaxResults: 1 }));
  const results = await laptop.glue.send(new ListDataQualityResultsCommand({ Filter }));
  const batch = await laptop.glue.send(
    new BatchGetDataQualityResultCommand({ ResultIds: [first.ResultIds?.[0] ?? '', 'dqresult-none'] }),
  );

  expect(runs.Runs?.map(({ RunId }) => RunId)).toEqual([second.RunId]);
  expect(runs.NextToken).toBeDefined();
  expect(results.Results?.map(({ ResultId }) => ResultId)).toEqual([second.ResultIds?.[0], first.ResultIds?.[0]]);
  expect(batch.Results).toHaveLength(1);
  expect(batch.ResultsNotFound).toEqual(['dqresult-none']);
});

test.each([
  [{ RulesetNames: ['absent'] }, 'EntityNotFoundException'],
  [{ RulesetNames: [] }, 'InvalidInputException'],
  [{ DataSource: { GlueTable: { DatabaseName: 'bank', TableName: '' } } }, 'InvalidInputException'],
  [{ DataSource: { GlueTable: { ...SOURCE.GlueTable, ConnectionName: 'x' } } }, 'InvalidInputException'],
  [{ AdditionalRunOptions: { CompositeRuleEvaluationMethod: 'ROW' as const } }, 'InvalidInputException'],
  [{ Timeout: 0 }, 'InvalidInputException'],
])('a start with %j is refused as %s', async (input, name) => {
  await ruleset('rules', 'Rules = [ RowCount > 0 ]');

  await expect(start(input)).rejects.toMatchObject({ name });
});
