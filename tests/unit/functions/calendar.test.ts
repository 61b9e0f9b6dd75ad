import fc from 'fast-check';
import { addDays, instantOf, isHoliday, localDate } from '../../../functions/shared/calendar.ts';

const zone = 'Europe/Prague';
const days = fc.integer({ min: 0, max: 366 * 40 }).map((count) => addDays('2000-01-01', count));

describe('local times', () => {
  test.each([
    ['an ordinary winter day', '2026-01-15', '05:00', '2026-01-15T04:00:00Z'],
    ['an ordinary summer day', '2026-07-15', '05:00', '2026-07-15T03:00:00Z'],
    ['the morning after the clocks went forward', '2026-03-29', '05:00', '2026-03-29T03:00:00Z'],
    ['the morning after the clocks went back', '2026-10-25', '05:00', '2026-10-25T04:00:00Z'],
    ['just before the clocks go forward', '2026-03-29', '01:30', '2026-03-29T00:30:00Z'],
  ])('%s', (_, date, time, instant) => {
    expect(new Date(instantOf(date, time, zone)).toISOString()).toBe(new Date(instant).toISOString());
  });

  test('a time that the clocks skip is at the jump, not hours away', () => {
    const jump = Date.parse('2026-03-29T01:00:00Z');

    expect(Math.abs(instantOf('2026-03-29', '02:30', zone) - jump)).toBeLessThanOrEqual(1_800_000);
  });

  test('the date of an instant is that of its zone, on either side of midnight', () => {
    expect(localDate(Date.parse('2026-07-01T22:30:00Z'), zone)).toBe('2026-07-02');
    expect(localDate(Date.parse('2026-07-01T22:30:00Z'), 'America/New_York')).toBe('2026-07-01');
  });

  test('each date has its five o’clock, on that date, whatever the clocks do', () => {
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(zone, 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata'),
        (date, where) => {
          expect(localDate(instantOf(date, '05:00', where), where)).toBe(date);
        },
      ),
    );
  });

  test('days follow each other over months and leap years, and back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -800, max: 800 }), (date, count) => {
        expect(addDays(addDays(date, count), -count)).toBe(date);
      }),
    );
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  test('holidays are of one year, or of every year', () => {
    expect(isHoliday('2026-12-25', ['12-25'])).toBe(true);
    expect(isHoliday('2026-04-06', ['2026-04-06'])).toBe(true);
    expect(isHoliday('2027-04-06', ['2026-04-06'])).toBe(false);
  });
});
