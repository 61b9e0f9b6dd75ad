import { type Cron, parseCron } from './cron.ts';
import { ExpressionError } from './expressionError.ts';
import { nextCron } from './nextCron.ts';
import { instantOf, type LocalTime } from './zone.ts';

/** A schedule expression, compiled: `rate(5 minutes)`, `cron(30 2 * * ? *)` or `at(2026-11-22T02:30:00)`. */
export type ScheduleExpression =
  | { kind: 'rate'; everyMs: number }
  | { kind: 'cron'; cron: Cron }
  | { kind: 'at'; time: LocalTime };

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Throws `ExpressionError`. */
export function parseExpression(text: string): ScheduleExpression {
  const cron = /^cron\((.*)\)$/.exec(text);
  if (cron) return { kind: 'cron', cron: parseCron(cron[1] ?? '') };
  const rate = /^rate\(\s*(\d+)\s+(minute|hour|day)(s?)\s*\)$/.exec(text);
  if (rate) {
    const count = Number(rate[1]);
    if (count < 1) throw new ExpressionError('the value of a rate is a positive number');
    if ((count === 1) === (rate[3] === 's'))
      throw new ExpressionError(
        'the unit of a rate is singular for 1 and plural for more: rate(1 hour), rate(2 hours)',
      );
    return { kind: 'rate', everyMs: count * (units[rate[2] ?? ''] ?? Number.NaN) };
  }
  const at = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\)$/.exec(text);
  if (at) return { kind: 'at', time: calendarTime(at.slice(1).map(Number), text) };
  throw new ExpressionError(`expected cron(…), rate(…) or at(yyyy-mm-ddThh:mm:ss), found "${text}"`);
}

function calendarTime(
  [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[],
  text: string,
): LocalTime {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!same || date.getUTCMinutes() !== minute || date.getUTCSeconds() !== second)
    throw new ExpressionError(`"${text}" is no date of the calendar`);
  return { year, month, day, hour, minute, second };
}

/**
 * The first time strictly after `after` (ms since the epoch), or undefined when there is none left. `anchor` is where a rate counts from:
 * days of a rate are 24 hours, whatever the clocks do.
 */
export function nextTime(
  expression: ScheduleExpression,
  after: number,
  options: { zone: string; anchor: number },
): number | undefined {
  switch (expression.kind) {
    case 'cron':
      return nextCron(expression.cron, after, options.zone);
    case 'at': {
      const instant = instantOf(expression.time, options.zone);
      return instant !== undefined && instant > after ? instant : undefined;
    }
    case 'rate': {
      const periods = Math.floor((after - options.anchor) / expression.everyMs) + 1;
      return options.anchor + Math.max(periods, 0) * expression.everyMs;
    }
  }
}
