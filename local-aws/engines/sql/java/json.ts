/** A JSON text's value with its numbers as they are written. Undefined for what is no JSON. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text, function (this: unknown, _key, value: unknown, context?: { source?: string }) {
      return typeof value === 'number' ? new Digits(context?.source ?? String(value)) : value;
    } as Parameters<typeof JSON.parse>[1]);
  } catch {
    return undefined;
  }
};

class Digits {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** `$.a['b'][0]`: a text's own value, else the value's JSON; null where there is none. */
export const jsonObject = (text: string, path: string): string | null => {
  let value = parse(text);
  for (const [, name, quoted, index] of path.matchAll(/\.([A-Za-z_]\w*)|\['([^']+)'\]|\[(\d+)\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Digits)
      return null;
    else
      value = Object.hasOwn(value, name ?? quoted ?? '')
        ? (value as Record<string, unknown>)[name ?? quoted ?? '']
        : undefined;
  }
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : written(value);
};

const written = (value: unknown): string => {
  if (value instanceof Digits) {
    if (/[.eE]/.test(value.source))
      throw new Error(
        `NotPortable: the JSON number ${value.source} as a text; write from_json or keep it as a JSON text`,
      );
    return value.source;
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${written(each)}`)
      .join(',')}}`;
  return JSON.stringify(value);
};

export const jsonArrayLength = (text: string): number | null => {
  const value = parse(text);
  return Array.isArray(value) ? value.length : null;
};
export const jsonObjectKeys = (text: string): string | null => {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits)
    ? JSON.stringify(Object.keys(value))
    : null;
};
/** A text as a JSON string. */
export const jsonText = (text: string): string => JSON.stringify(text);
