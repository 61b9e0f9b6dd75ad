import type {
  CancelDataQualityRulesetEvaluationRunRequest,
  CancelDataQualityRulesetEvaluationRunResponse,
} from '@aws-sdk/client-glue';
import { type Operation, operation } from '../../service.ts';
import type { QualityRuns } from './quality/qualityRuns.ts';
import { rulesetArn } from './quality/records.ts';

export const cancelDataQualityRulesetEvaluationRun = (
  runs: QualityRuns,
): Operation<CancelDataQualityRulesetEvaluationRunRequest, CancelDataQualityRulesetEvaluationRunResponse> =>
  operation({
    name: 'CancelDataQualityRulesetEvaluationRun',
    accepts: ['RunId'],
    required: ['RunId'],
    access: (_input, { cloud }) => [
      { action: 'glue:CancelDataQualityRulesetEvaluationRun', resource: rulesetArn(cloud, '*') },
    ],
    run: ({ RunId = '' }) => {
      runs.cancel(RunId);
      return {};
    },
  });
