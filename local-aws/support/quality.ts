import { PAST_FUNCTIONS } from '../engines/quality/evaluate/functionsOfPast.ts';
import { EVALUATED_TYPES } from '../engines/quality/evaluate/planners.ts';
import { RULE_TYPES } from '../engines/quality/language/ruleTypes.ts';
import { TABLE_OPTIONS } from '../services/glue/quality/sources.ts';
import { RUN_OPTIONS } from '../services/glue/startDataQualityRulesetEvaluationRun.ts';

/** What Glue Data Quality can do on the laptop, told by the code itself. */
export interface QualityFacts {
  ruleTypes: {
    name: string;
    /** One list of parameter names for each form. */
    forms: string[][];
    conditions: string[];
    where: boolean;
    threshold: boolean;
    evaluated: boolean;
    /** Why not. */
    reason?: string;
  }[];
  functionsOfPastResults: string[];
  runOptions: string[];
  tableOptions: string[];
}

export const qualityFacts = (): QualityFacts => {
  const names = [...new Set(RULE_TYPES.map(({ name }) => name))];
  return {
    ruleTypes: names.map((name) => {
      const forms = RULE_TYPES.filter((type) => type.name === name);
      const reason = forms.find(({ notEvaluated }) => notEvaluated !== undefined)?.notEvaluated;
      return {
        name,
        forms: forms.map(({ parameters, variadic }) =>
          parameters.map((parameter) => (variadic ? `${parameter}…` : parameter)),
        ),
        conditions: [...new Set(forms.flatMap(({ returns }) => returns.map((kind) => kind.toLowerCase())))],
        where: forms.some(({ where }) => where === true),
        threshold: forms.some(({ threshold }) => threshold === true),
        evaluated: EVALUATED_TYPES.includes(name),
        ...(reason === undefined ? {} : { reason }),
      };
    }),
    functionsOfPastResults: [...PAST_FUNCTIONS],
    runOptions: [...RUN_OPTIONS],
    tableOptions: [...TABLE_OPTIONS],
  };
};
