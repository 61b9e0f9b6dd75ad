/** How records of a content type are read as values and written back. */
export interface RecordFormat {
  parse(line: string): unknown;
  write(value: unknown): string;
  /** A record with its answer: CSV appends it, JSON adds the member `SageMakerOutput`. */
  join(record: unknown, answer: unknown): unknown;
}

/** Cells keep their quotes, so that what is not filtered out leaves as it came. */
const cells = (line: string): string[] => {
  if (!line.includes('"')) return line.split(',');
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ',' && !quoted) {
      found.push(line.slice(start, at));
      start = at + 1;
    }
  }
  found.push(line.slice(start));
  return found;
};

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const csv: RecordFormat = {
  parse: cells,
  write: (value) => list(value).join(','),
  join: (record, answer) => [...list(record), ...list(answer)],
};

const json: RecordFormat = {
  parse: (line) => JSON.parse(line) as unknown,
  write: (value) => JSON.stringify(value),
  join: (record, answer) =>
    typeof record === 'object' && record !== null && !Array.isArray(record)
      ? { ...record, SageMakerOutput: answer }
      : { SageMakerInput: record, SageMakerOutput: answer },
};

/** `text/csv` and everything that is no JSON is CSV. */
export const formatOf = (contentType: string | undefined): RecordFormat =>
  contentType?.toLowerCase().startsWith('application/json') ? json : csv;
