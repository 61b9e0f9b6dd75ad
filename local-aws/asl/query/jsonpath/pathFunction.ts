import { isObject, type Json } from '../../json.ts';

const numbersOf = (value: Json): number[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'number') : typeof value === 'number' ? [value] : [];

const numeric = (value: Json, of: (numbers: number[]) => number): Json => {
  const numbers = numbersOf(value);
  return numbers.length === 0 ? 0 : of(numbers);
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The functions that may end a JSONPath: `$.items.length()`. */
export function pathFunction(name: string, value: Json): Json {
  switch (name) {
    case 'length':
      if (typeof value === 'string' || Array.isArray(value)) return value.length;
      return isObject(value) ? Object.keys(value).length : 0;
    case 'keys':
      return isObject(value) ? Object.keys(value) : [];
    case 'min':
      return numeric(value, (numbers) => numbers.reduce((least, number) => Math.min(least, number)));
    case 'max':
      return numeric(value, (numbers) => numbers.reduce((most, number) => Math.max(most, number)));
    case 'sum':
      return numeric(value, sum);
    case 'avg':
      return numeric(value, (numbers) => sum(numbers) / numbers.length);
    default:
      return numeric(value, (numbers) => {
        const mean = sum(numbers) / numbers.length;
        return Math.sqrt(sum(numbers.map((number) => (number - mean) ** 2)) / numbers.length);
      });
  }
}
