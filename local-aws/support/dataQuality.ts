import { type Area, names, table } from './area.ts';
import { qualityFacts } from './quality.ts';

/** DQDL on the laptop: rule types, their forms, and what they take. */
export const dataQuality: Area = {
  title: 'Glue Data Quality (DQDL)',
  generate: () => {
    const { ruleTypes, functionsOfPastResults, runOptions, tableOptions } = qualityFacts();
    const rows = [...ruleTypes]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((type) => [
        `\`${type.name}\``,
        type.evaluated ? 'yes' : `refused: ${type.reason ?? 'not evaluated'}`,
        type.forms.map((form) => (form.length === 0 ? '(none)' : form.join(', '))).join('; '),
        names(type.conditions),
        type.where ? 'yes' : 'no',
        type.threshold ? 'yes' : 'no',
      ]);
    return [
      table(['Rule type', 'Evaluated', 'Parameters', 'Conditions', '`where`', '`with threshold`'], rows),
      `Functions of past results: ${names(functionsOfPastResults)}.`,
      `Options of a run: ${names(runOptions)}. Options of a table: ${names(tableOptions)}.`,
    ].join('\n\n');
  },
};
