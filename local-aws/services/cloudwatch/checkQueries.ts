import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { onlyMembers } from '../../strict.ts';
import { invalidParameter } from './invalid.ts';
import { MathError } from './math/mathError.ts';
import { namesIn, parseMath } from './math/parse.ts';
import { parseStatistic } from './statistics.ts';

const members = ['Id', 'MetricStat', 'Expression', 'Label', 'ReturnData', 'Period'];

/** Throws `InvalidParameterValueException` for queries that could not be answered. */
export function checkQueries(queries: readonly MetricDataQuery[]): void {
  const ids = queries.map(({ Id = '' }) => Id);
  if (new Set(ids).size < ids.length) throw invalidParameter('The ids of the queries must differ.');
  queries.forEach((query, index) => {
    const where = `MetricDataQueries[${index}]`;
    onlyMembers(query, members, where, 'InvalidParameterValueException');
    const { Id = '', MetricStat, Expression } = query;
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) throw invalidParameter(`${where}.Id must begin with a lower-case letter.`);
    if ((MetricStat === undefined) === (Expression === undefined))
      throw invalidParameter(`${where}: exactly one of MetricStat and Expression is needed.`);
    if (MetricStat) {
      parseStatistic(MetricStat.Stat ?? '');
      checkPeriod(MetricStat.Period, `${where}.MetricStat.Period`);
    } else checkExpression(Expression ?? '', ids, where);
  });
}

/** Throws `InvalidParameterValueException`. */
export function checkPeriod(period: number | undefined, where: string): void {
  if (!(period !== undefined && ([1, 5, 10, 20, 30].includes(period) || (period >= 60 && period % 60 === 0))))
    throw invalidParameter(`${where} must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

function checkExpression(text: string, ids: readonly string[], where: string): void {
  if (/^\s*(SELECT|SEARCH|ANOMALY_DETECTION_BAND)\b/.test(text))
    throw invalidParameter(`${where}.Expression: ${text.trim().split(/\W/)[0]} is not supported by local-aws.`);
  try {
    const unknown = namesIn(parseMath(text)).find((name) => !ids.includes(name) && name !== 'REPEAT');
    if (unknown !== undefined) throw new MathError(`there is no query with the id "${unknown}"`);
  } catch (error) {
    if (!(error instanceof MathError)) throw error;
    throw invalidParameter(`${where}.Expression: ${error.message}.`);
  }
}
