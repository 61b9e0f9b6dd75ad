import type {
  ListDataQualityRulesetEvaluationRunsRequest,
  ListDataQualityRulesetEvaluationRunsResponse,
} from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { newestFirst } from './quality/newestFirst.ts';
import { rulesetArn, runTable, sameSource } from './quality/records.ts';

export const listDataQualityRulesetEvaluationRuns = operation<
  ListDataQualityRulesetEvaluationRunsRequest,
  ListDataQualityRulesetEvaluationRunsResponse
>({
  name: 'ListDataQualityRulesetEvaluationRuns',
  accepts: ['Filter', 'NextToken', 'MaxResults'],
  access: (_input, { cloud }) => [
    { action: 'glue:ListDataQualityRulesetEvaluationRuns', resource: rulesetArn(cloud, '*') },
  ],
  run: ({ Filter, ...paging }, { cloud }) => {
    onlyMembers(
      Filter,
      ['DataSource', 'StartedBefore', 'StartedAfter', 'RulesetName'],
      'Filter',
      'InvalidInputException',
    );
    const matching = runTable(cloud)
      .list()
      .map(({ value }) => ({ ...value, id: value.RunId }))
      .filter(
        (run) =>
          sameSource(run.DataSource, Filter?.DataSource) &&
          (!Filter?.RulesetName || run.RulesetNames.includes(Filter.RulesetName)),
      );
    const { items, answer } = newestFirst(matching, Filter, paging);
    const Runs = items.map(({ RunId, Status, StartedOn, DataSource }) => ({
      RunId,
      Status,
      StartedOn: new Date(StartedOn),
      DataSource,
    }));
    return { Runs, ...answer };
  },
});
