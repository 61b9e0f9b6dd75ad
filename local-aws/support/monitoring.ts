import { comparisonNames } from '../services/cloudwatch/assess.ts';
import { mathFunctions } from '../services/cloudwatch/math/functions.ts';
import { basicStatistics } from '../services/cloudwatch/statistics.ts';
import { type Area, names } from './area.ts';

/** Logs, metrics and alarms. */
export const monitoring: Area = {
  title: 'Logs, metrics and alarms',
  generate: () =>
    [
      'Filter patterns of CloudWatch Logs: terms (`-`, `?`, quotes), `%regular expressions%` and `{ … }` over JSON lines with `=`, `!=`, `<`, `<=`, `>`, `>=`, `IS NULL`, `IS TRUE`, `IS FALSE`, `NOT EXISTS`, `&&`, `||`; space-delimited patterns are refused. Lines in the embedded metric format become metrics.',
      `Statistics: ${names(Object.keys(basicStatistics))}, \`p0\` to \`p100\`.`,
      `Functions of metric math: ${names(Object.keys(mathFunctions))}; operators \`+ - * / ^\`, comparisons, \`AND\`, \`OR\`. \`SEARCH\`, \`SELECT\` and anomaly detection are refused.`,
      `Alarms compare with ${names(comparisonNames)} and act on topics of SNS and functions of Lambda. They are evaluated on the laptop’s clock whenever something can have changed; missing data is treated as AWS documents it. Composite alarms know ALARM, OK, INSUFFICIENT_DATA, AND, OR, NOT, TRUE and FALSE. Dashboards are kept and given back.`,
    ].join('\n\n'),
};
