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

/** SUPPORT.md's section on Glue Data Quality. */
export const qualitySupport = (): string => {
  const { ruleTypes, functionsOfPastResults, runOptions, tableOptions } = qualityFacts();
  const rows = ruleTypes.map(
    ({ name, forms, conditions, where, threshold, evaluated, reason }) =>
      `| ${name} | ${forms.map((form) => form.join(', ') || 'none').join('; or ')} | ${conditions.join(', ')} | ${where ? 'yes' : ''} | ${threshold ? 'yes' : ''} | ${evaluated ? 'yes' : `refused: ${reason}`} |`,
  );
  return [
    '## Glue Data Quality',
    '',
    'Every text that `awslabs/dqdl` 1.0.3 takes is parsed. `and`, `or`, brackets, `where`, `with threshold`, tags, labels, variables and analyzers are the language’s; composite rules are evaluated by column.',
    '',
    '| Rule type | Parameters | Conditions | where | threshold | Evaluated |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `Functions in conditions: ${functionsOfPastResults.join(', ')}.`,
    `Run options: ${runOptions.join(', ')} (COLUMN). Options of a table: ${tableOptions.join(', ')}.`,
    '',
  ].join('\n');
};
