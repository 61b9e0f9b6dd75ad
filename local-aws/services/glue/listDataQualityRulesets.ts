import type {
  DataQualityTargetTable,
  ListDataQualityRulesetsRequest,
  ListDataQualityRulesetsResponse,
} from '@aws-sdk/client-glue';
import { parseRuleset } from '../../engines/quality/language/parse.ts';
import { page } from '../../paging.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { type RulesetRecord, rulesetArn, rulesetTable } from './quality/records.ts';
import { tagStore } from './tagStore.ts';

const FILTERS = [
  'Name',
  'Description',
  'CreatedBefore',
  'CreatedAfter',
  'LastModifiedBefore',
  'LastModifiedAfter',
  'TargetTable',
];

/** In order of their names. */
export const listDataQualityRulesets = operation<ListDataQualityRulesetsRequest, ListDataQualityRulesetsResponse>({
  name: 'ListDataQualityRulesets',
  accepts: ['NextToken', 'MaxResults', 'Filter', 'Tags'],
  run: ({ NextToken, MaxResults, Filter = {}, Tags = {} }, { cloud }) => {
    onlyMembers(Filter, FILTERS, 'Filter', 'InvalidInputException');
    const matching = rulesetTable(cloud)
      .list()
      .map(({ value }) => value)
      .filter((ruleset) => {
        const tags = tagStore(cloud).get(rulesetArn(cloud, ruleset.Name)) ?? {};
        return (
          Object.entries(Tags).every(([key, value]) => tags[key] === value) &&
          (Filter.Name === undefined || ruleset.Name === Filter.Name) &&
          (Filter.Description === undefined || ruleset.Description === Filter.Description) &&
          within(ruleset.CreatedOn, Filter.CreatedAfter, Filter.CreatedBefore) &&
          within(ruleset.LastModifiedOn, Filter.LastModifiedAfter, Filter.LastModifiedBefore) &&
          sameTable(ruleset.TargetTable, Filter.TargetTable)
        );
      });
    const { items, nextToken } = page(matching, ({ Name }) => Name, {
      token: NextToken,
      limit: MaxResults,
      defaultLimit: 100,
      tokenError: 'InvalidInputException',
    });
    const Rulesets = items.map((ruleset) => {
      const { Ruleset: _text, CreatedOn, LastModifiedOn, ...rest } = ruleset;
      return {
        ...rest,
        CreatedOn: new Date(CreatedOn),
        LastModifiedOn: new Date(LastModifiedOn),
        RuleCount: ruleCount(ruleset),
      };
    });
    return { Rulesets, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  },
});

const within = (time: number, after: Date | undefined, before: Date | undefined): boolean =>
  (after === undefined || time > new Date(after).getTime()) &&
  (before === undefined || time < new Date(before).getTime());

const sameTable = (table: DataQualityTargetTable | undefined, wanted: DataQualityTargetTable | undefined): boolean =>
  wanted === undefined || (table?.TableName === wanted.TableName && table?.DatabaseName === wanted.DatabaseName);

const ruleCount = ({ Ruleset }: RulesetRecord): number => {
  try {
    return parseRuleset(Ruleset).rules.length;
  } catch {
    // A text that is no ruleset has no rules; its run will say why.
    return 0;
  }
};
