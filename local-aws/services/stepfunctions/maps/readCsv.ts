import type { Readable } from 'node:stream';
import { StateFailure } from '../../../asl/failure.ts';
import { lines } from './lines.ts';

const delimiters: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/** Rows of a CSV file (RFC 4180): fields in double quotes may hold delimiters, doubled quotes and line ends. Empty lines are no rows. */
export async function* readCsv(stream: Readable, delimiterName: string): AsyncGenerator<string[]> {
  const delimiter = delimiters[delimiterName];
  if (!delimiter)
    throw new StateFailure(
      'States.ItemReaderFailed',
      `CSVDelimiter ${delimiterName} is none of ${Object.keys(delimiters)}`,
    );
  let pending = '';
  let isFirst = true;
  for await (const line of lines(stream)) {
    const text = pending + (isFirst ? line.replace(/^\uFEFF/, '') : line);
    isFirst = false;
    if (pending === '' && text === '') continue;
    if (!text.includes('"')) {
      yield text.split(delimiter);
      continue;
    }
    const fields = parseRow(text, delimiter);
    pending = fields ? '' : `${text}\n`;
    if (fields) yield fields;
  }
  if (pending !== '') throw new StateFailure('States.ItemReaderFailed', 'The CSV file ends within a field in quotes');
}

/** The fields of a row, or undefined when a quoted field goes on in the next line. */
function parseRow(text: string, delimiter: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let field = '';
      for (at++; ; at++) {
        if (at >= text.length) return undefined;
        if (text[at] !== '"') field += text[at];
        else if (text[at + 1] === '"') {
          field += '"';
          at++;
        } else break;
      }
      at++;
      fields.push(field);
    } else {
      const end = text.indexOf(delimiter, at);
      fields.push(text.slice(at, end === -1 ? undefined : end));
      at = end === -1 ? text.length : end;
    }
    if (at >= text.length) return fields;
    at += delimiter.length;
  }
}
