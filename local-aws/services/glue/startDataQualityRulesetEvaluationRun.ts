import type {
  DataSource,
  StartDataQualityRulesetEvaluationRunRequest,
  StartDataQualityRulesetEvaluationRunResponse,
} from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { type Operation, operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { passRole } from './jobs/checkJob.ts';
import { once } from './quality/once.ts';
import type { QualityRuns } from './quality/qualityRuns.ts';
import { findRuleset, rulesetArn } from './quality/records.ts';
import { TABLE_OPTIONS } from './quality/sources.ts';

const MOST_RULESETS = 10;
const INVALID = 'InvalidInputException';

/** Run options that have their effect, for the list of what is supported. */
export const RUN_OPTIONS: readonly string[] = [
  'CloudWatchMetricsEnabled',
  'ResultsS3Prefix',
  'CompositeRuleEvaluationMethod',
];

export const startDataQualityRulesetEvaluationRun = (
  runs: QualityRuns,
): Operation<StartDataQualityRulesetEvaluationRunRequest, StartDataQualityRulesetEvaluationRunResponse> =>
  operation({
    name: 'StartDataQualityRulesetEvaluationRun',
    accepts: [
      'DataSource',
      'Role',
      'Timeout',
      'ClientToken',
      'AdditionalRunOptions',
      'RulesetNames',
      'AdditionalDataSources',
    ],
    inert: ['NumberOfWorkers'],
    required: ['DataSource', 'Role', 'RulesetNames'],
    access: ({ RulesetNames = [], Role }, { cloud }) => [
      ...RulesetNames.map((name) => ({
        action: 'glue:StartDataQualityRulesetEvaluationRun',
        resource: rulesetArn(cloud, name),
      })),
      ...passRole(cloud, Role),
    ],
    run: (input, { cloud }) => {
      const {
        RulesetNames = [],
        AdditionalRunOptions,
        AdditionalDataSources = {},
        Timeout,
        ClientToken,
        ...rest
      } = input;
      if (RulesetNames.length === 0 || RulesetNames.length > MOST_RULESETS)
        throw new AwsError(INVALID, `RulesetNames must have between 1 and ${MOST_RULESETS} names`);
      if (Timeout !== undefined && (!Number.isInteger(Timeout) || Timeout < 1))
        throw new AwsError(INVALID, 'Timeout is a number of minutes from 1');
      for (const name of RulesetNames) findRuleset(cloud, name);
      checkSource(input.DataSource, 'DataSource');
      for (const [alias, source] of Object.entries(AdditionalDataSources))
        checkSource(source, `AdditionalDataSources.${alias}`);
      onlyMembers(AdditionalRunOptions, RUN_OPTIONS, 'AdditionalRunOptions', INVALID);
      if ((AdditionalRunOptions?.CompositeRuleEvaluationMethod ?? 'COLUMN') !== 'COLUMN')
        throw new AwsError(
          INVALID,
          'AdditionalRunOptions.CompositeRuleEvaluationMethod is supported by local-aws as COLUMN only',
        );
      const request = { ...rest, RulesetNames, AdditionalRunOptions, AdditionalDataSources, Timeout };
      return {
        RunId: once(cloud, 'StartDataQualityRulesetEvaluationRun', ClientToken, request, () => runs.start(input).RunId),
      };
    },
  });

const checkSource = (source: DataSource | undefined, where: string): void => {
  onlyMembers(source, ['GlueTable'], where, INVALID);
  const table = source?.GlueTable;
  if (!table?.DatabaseName || !table.TableName)
    throw new AwsError(INVALID, `${where}.GlueTable needs DatabaseName and TableName`);
  onlyMembers(table, ['DatabaseName', 'TableName', 'CatalogId', 'AdditionalOptions'], `${where}.GlueTable`, INVALID);
  onlyMembers(table.AdditionalOptions, TABLE_OPTIONS, `${where}.GlueTable.AdditionalOptions`, INVALID);
};
