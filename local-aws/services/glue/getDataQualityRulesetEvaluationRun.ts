import type {
  GetDataQualityRulesetEvaluationRunRequest,
  GetDataQualityRulesetEvaluationRunResponse,
} from '@aws-sdk/client-glue';
import { operation } from '../../service.ts';
import { runAnswer } from './quality/answers.ts';
import { findRun, rulesetArn } from './quality/records.ts';

export const getDataQualityRulesetEvaluationRun = operation<
  GetDataQualityRulesetEvaluationRunRequest,
  GetDataQualityRulesetEvaluationRunResponse
>({
  name: 'GetDataQualityRulesetEvaluationRun',
  accepts: ['RunId'],
  required: ['RunId'],
  access: (_input, { cloud }) => [
    { action: 'glue:GetDataQualityRulesetEvaluationRun', resource: rulesetArn(cloud, '*') },
  ],
  run: ({ RunId = '' }, { cloud }) => runAnswer(findRun(cloud, RunId)),
});
