import fc from 'fast-check';
import { nextTime, parseExpression } from '../../../local-aws/schedules/expression.ts';
import { instantOf, isZone, localTime } from '../../../local-aws/schedules/zone.ts';

const next = (text: string, after: string, zone = 'UTC') => {
  const at = nextTime(parseExpression(text), Date.parse(after), { zone, anchor: 0 });
  return at === undefined ? undefined : new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
};

test.each([
  ['cron(0 10 * * ? *)', '2026-11-22T10:00:00Z', '2026-11-23T10:00Z'],
  ['cron(15 12 * * ? *)', '2026-11-22T00:00:00Z', '2026-11-22T12:15Z'],
  ['cron(0 18 ? * MON-FRI *)', '2026-11-20T19:00:00Z', '2026-11-23T18:00Z'],
  ['cron(0 8 1 * ? *)', '2026-11-22T00:00:00Z', '2026-12-01T08:00Z'],
  ['cron(0/15 * * * ? *)', '2026-11-22T00:07:00Z', '2026-11-22T00:15Z'],
  ['cron(0/10 8-17 ? * 2,4,6 *)', '2026-11-22T23:00:00Z', '2026-11-23T08:00Z'],
  ['cron(0 9 ? * 2#1 *)', '2026-11-22T00:00:00Z', '2026-12-07T09:00Z'],
  ['cron(0 9 L * ? *)', '2027-02-01T00:00:00Z', '2027-02-28T09:00Z'],
  ['cron(0 9 L FEB ? *)', '2027-03-01T00:00:00Z', '2028-02-29T09:00Z'],
  ['cron(0 9 LW * ? *)', '2027-02-01T00:00:00Z', '2027-02-26T09:00Z'],
  ['cron(0 9 15W * ? *)', '2026-11-01T00:00:00Z', '2026-11-16T09:00Z'],
  ['cron(0 9 1W * ? *)', '2026-11-01T00:00:00Z', '2026-11-02T09:00Z'],
  ['cron(0 9 ? * 6L *)', '2026-11-01T00:00:00Z', '2026-11-27T09:00Z'],
  ['cron(0 9 ? * L *)', '2026-11-22T00:00:00Z', '2026-11-28T09:00Z'],
  ['cron(0 0 1 JAN ? 2030)', '2026-11-22T00:00:00Z', '2030-01-01T00:00Z'],
  ['cron(0 0 31 2 ? *)', '2026-11-22T00:00:00Z', undefined],
  ['cron(0 0 1 1 ? 2020)', '2026-11-22T00:00:00Z', undefined],
  ['rate(7 days)', '2026-11-22T00:00:00Z', '2026-11-26T00:00Z'],
  ['at(2026-11-22T03:00:00)', '2026-11-22T00:00:00Z', '2026-11-22T03:00Z'],
  ['at(2026-11-22T03:00:00)', '2026-11-22T03:00:00Z', undefined],
])('%s after %s is %s', (text, after, expected) => {
  expect(next(text, after)).toBe(expected);
});

test.each([
  ['Europe/Prague', '2026-11-22T00:00:00Z', '2026-11-22T01:30Z'],
  ['Asia/Seoul', '2026-11-22T00:00:00Z', '2026-11-22T17:30Z'],
  ['America/New_York', '2027-03-14T06:00:00Z', '2027-03-15T06:30Z'],
  ['America/New_York', '2027-11-07T05:00:00Z', '2027-11-07T07:30Z'],
  ['Australia/Lord_Howe', '2027-04-03T00:00:00Z', '2027-04-03T16:00Z'],
])('half past two in %s after %s is %s', (zone, after, expected) => {
  expect(next('cron(30 2 * * ? *)', after, zone)).toBe(expected);
});

test('a time that comes twice is used the first time, also where the clocks go back by half an hour', () => {
  expect(next('cron(45 1 * * ? *)', '2027-04-03T00:00:00Z', 'Australia/Lord_Howe')).toBe('2027-04-03T14:45Z');
  expect(next('cron(45 1 * * ? *)', '2027-04-03T14:45:00Z', 'Australia/Lord_Howe')).toBe('2027-04-04T15:15Z');
});

test('every night of a year has one run, but for the night whose clocks skip it', () => {
  const at = parseExpression('cron(30 2 * * ? *)');
  const runs: string[] = [];
  const zone = 'Europe/Prague';
  for (let time = Date.parse('2026-12-31T23:00:00Z'); ; ) {
    const due = nextTime(at, time, { zone, anchor: 0 });
    if (due === undefined || due >= Date.parse('2027-12-31T23:00:00Z')) break;
    const { month, day } = localTime(due, zone);
    runs.push(`${month}-${day}`);
    time = due;
  }
  expect(runs).toHaveLength(364);
  expect(new Set(runs).size).toBe(364);
  expect(runs).not.toContain('3-28');
  expect(runs).toContain('10-31');
});

test('a wall-clock time and its instant agree in every zone', () => {
  const zones = ['Europe/Prague', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia', 'UTC'];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4_000_000_000 }), (zone, seconds) => {
      const shown = localTime(seconds * 1000, zone);
      const instant = instantOf(shown, zone);
      expect(instant).toBeDefined();
      expect(localTime(instant ?? 0, zone)).toEqual(shown);
      expect(instant).toBeLessThanOrEqual(seconds * 1000);
    }),
  );
});

test('the next time is always later, and matches the fields', () => {
  const minutes = fc.integer({ min: 0, max: 59 });
  const hours = fc.integer({ min: 0, max: 23 });
  fc.assert(
    fc.property(minutes, hours, fc.integer({ min: 0, max: 4_000_000 }), (minute, hour, thousands) => {
      const after = thousands * 1_000_000;
      const due = nextTime(parseExpression(`cron(${minute} ${hour} * * ? *)`), after, { zone: 'UTC', anchor: 0 }) ?? 0;
      expect(due).toBeGreaterThan(after);
      expect(due - after).toBeLessThanOrEqual(86_400_000);
      expect(localTime(due, 'UTC')).toMatchObject({ hour, minute, second: 0 });
    }),
  );
});

test.each([
  ['cron(60 2 * * ? *)', /minutes field "60"/],
  ['cron(0 24 * * ? *)', /hours field "24"/],
  ['cron(0 0 32 * ? *)', /day-of-month field "32"/],
  ['cron(0 0 ? * FRI-MON *)', /day-of-week field "FRI-MON"/],
  ['cron(0 0 ? * 2#6 *)', /day-of-week field "2#6"/],
  ['cron(0 ? * * ? *)', /only allowed in the day/],
  ['cron(0/0 0 * * ? *)', /minutes field/],
  ['rate(0 days)', /positive number/],
  ['rate(5 minute)', /singular for 1/],
  ['rate(5 weeks)', /expected cron/],
  ['at(2026-02-30T00:00:00)', /no date of the calendar/],
  ['every night', /found "every night"/],
])('%s is refused', (text, message) => {
  expect(() => parseExpression(text)).toThrow(message);
});

test('a zone that is none is known as such', () => {
  expect([isZone('Europe/Prague'), isZone('Mars/Olympus')]).toEqual([true, false]);
});
