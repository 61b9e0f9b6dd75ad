import type { Cloud } from '../../cloud.ts';
import type { AnyOperation } from '../../service.ts';
import { batchGetDataQualityResult } from './batchGetDataQualityResult.ts';
import { cancelDataQualityRulesetEvaluationRun } from './cancelDataQualityRulesetEvaluationRun.ts';
import { createDataQualityRuleset } from './createDataQualityRuleset.ts';
import { deleteDataQualityRuleset } from './deleteDataQualityRuleset.ts';
import { getDataQualityResult } from './getDataQualityResult.ts';
import { getDataQualityRuleset } from './getDataQualityRuleset.ts';
import { getDataQualityRulesetEvaluationRun } from './getDataQualityRulesetEvaluationRun.ts';
import { listDataQualityResults } from './listDataQualityResults.ts';
import { listDataQualityRulesetEvaluationRuns } from './listDataQualityRulesetEvaluationRuns.ts';
import { listDataQualityRulesets } from './listDataQualityRulesets.ts';
import { QualityRuns } from './quality/qualityRuns.ts';
import { startDataQualityRulesetEvaluationRun } from './startDataQualityRulesetEvaluationRun.ts';
import { updateDataQualityRuleset } from './updateDataQualityRuleset.ts';

/** Glue Data Quality: rulesets, runs that really evaluate them over catalog tables, and their results. */
export const createQuality = (cloud: Cloud): { operations: readonly AnyOperation[]; close(): Promise<void> } => {
  const runs = new QualityRuns(cloud);
  runs.recover();
  return {
    operations: [
      createDataQualityRuleset,
      updateDataQualityRuleset,
      getDataQualityRuleset,
      listDataQualityRulesets,
      deleteDataQualityRuleset,
      startDataQualityRulesetEvaluationRun(runs),
      getDataQualityRulesetEvaluationRun,
      listDataQualityRulesetEvaluationRuns,
      cancelDataQualityRulesetEvaluationRun(runs),
      getDataQualityResult,
      batchGetDataQualityResult,
      listDataQualityResults,
    ],
    close: () => runs.close(),
  };
};
