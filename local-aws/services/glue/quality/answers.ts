import type {
  DataQualityResult,
  GetDataQualityRulesetEvaluationRunResponse,
  GetDataQualityRulesetResponse,
} from '@aws-sdk/client-glue';
import type { ResultRecord, RulesetRecord, RunRecord } from './records.ts';

export const rulesetAnswer = (record: RulesetRecord): GetDataQualityRulesetResponse => ({
  ...record,
  CreatedOn: new Date(record.CreatedOn),
  LastModifiedOn: new Date(record.LastModifiedOn),
});

export const runAnswer = (record: RunRecord): GetDataQualityRulesetEvaluationRunResponse => {
  const { CompletedOn, ...run } = record;
  return {
    ...run,
    StartedOn: new Date(run.StartedOn),
    LastModifiedOn: new Date(run.LastModifiedOn),
    ...(CompletedOn === undefined ? {} : { CompletedOn: new Date(CompletedOn) }),
  };
};

export const resultAnswer = ({ observed: _observed, ...result }: ResultRecord): DataQualityResult => ({
  ...result,
  StartedOn: new Date(result.StartedOn),
  CompletedOn: new Date(result.CompletedOn),
});
