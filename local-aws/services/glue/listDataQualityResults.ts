import type { ListDataQualityResultsRequest, ListDataQualityResultsResponse } from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { newestFirst } from './quality/newestFirst.ts';
import { resultTable, rulesetArn, sameSource } from './quality/records.ts';

export const listDataQualityResults = operation<ListDataQualityResultsRequest, ListDataQualityResultsResponse>({
  name: 'ListDataQualityResults',
  accepts: ['Filter', 'NextToken', 'MaxResults'],
  access: (_input, { cloud }) => [{ action: 'glue:ListDataQualityResults', resource: rulesetArn(cloud, '*') }],
  run: ({ Filter, ...paging }, { cloud }) => {
    onlyMembers(Filter, ['DataSource', 'StartedBefore', 'StartedAfter'], 'Filter', 'InvalidInputException');
    const matching = resultTable(cloud)
      .list()
      .map(({ value }) => ({ ...value, id: value.ResultId }))
      .filter(({ DataSource }) => sameSource(DataSource, Filter?.DataSource));
    const { items, answer } = newestFirst(matching, Filter, paging);
    const Results = items.map(({ ResultId, DataSource, StartedOn }) => ({
      ResultId,
      DataSource,
      StartedOn: new Date(StartedOn),
    }));
    return { Results, ...answer };
  },
});
