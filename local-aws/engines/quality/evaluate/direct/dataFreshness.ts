import type { Duration } from '../../language/ast.ts';
import { type Planner, parameter } from '../plan.ts';
import { timestampOf } from '../textOf.ts';
import { rowShare } from './rowShare.ts';

/** The time since a column's values, in hours to two places, against durations. */
export const dataFreshness: Planner = (context) => {
  const { condition } = context.rule;
  if (condition?.kind !== 'duration') throw new Error('the language gives DataFreshness a condition of durations');
  const values = condition.operands.map(hours);
  const now = Math.floor(context.now.getTime() / 1000);
  return rowShare(context, {
    column: parameter(context.rule, 'TargetColumn'),
    metric: 'DataFreshness.Compliance',
    outcome: (column) => {
      const seconds = `(${now} - CAST(system.main.floor(epoch(${timestampOf(column)})) AS BIGINT))`;
      // Half of a hundredth goes away from zero; whole seconds make that exact.
      const age = `system.main."/"(system.main.sign(${seconds}) * ((abs(${seconds}) * 2 + 36) - system.main."%"(abs(${seconds}) * 2 + 36, 72)), 7200.0::DOUBLE)`;
      const list = values.map((value) => `${value}::DOUBLE`);
      const [first, second] = list;
      switch (condition.operator) {
        case 'between':
          return `${age} > ${first} AND ${age} < ${second}`;
        case 'not between':
          return `${age} <= ${first} OR ${age} >= ${second}`;
        case 'in':
        case 'not in':
          return `${age} ${condition.operator.toUpperCase()} (${list.join(', ')})`;
        default:
          return `${age} ${condition.operator} ${first}`;
      }
    },
  });
};

const hours = ({ amount, unit }: Duration): number => {
  if (unit === 'days') return amount * 24;
  return unit === 'hours' ? amount : Math.round((amount / 60) * 10_000) / 10_000;
};
