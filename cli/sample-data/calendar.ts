/** Days are counted from 1970-01-01, months from January 1970. */
const DAY_MS = 86_400_000;

export const dayOf = (isoDate: string): number => Date.parse(`${isoDate}T00:00:00Z`) / DAY_MS;

const texts = new Map<number, string>();

/** `YYYY-MM-DD`; kept, because a history names the same few thousand days a million times. */
export const dateText = (day: number): string => {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
};

export const monthOf = (day: number): number => {
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
};

/** First day of a month. */
export const firstDay = (month: number): number => Date.UTC(1970, month, 1) / DAY_MS;

/** `12.05` for 1205 cents. */
export const amountText = (cents: number): string => {
  const whole = Math.abs(cents);
  const rest = whole % 100;
  return `${cents < 0 ? '-' : ''}${(whole - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
};
