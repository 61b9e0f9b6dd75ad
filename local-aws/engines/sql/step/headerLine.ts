import { createReadStream } from 'node:fs';

/** The names in a delimited file's first line, or undefined where the file is empty. Reads no further than that line. */
export const headerNames = async (
  path: string,
  csv: { delimiter: string; quote: string },
): Promise<string[] | undefined> => {
  const file = createReadStream(path);
  let line = '';
  try {
    for await (const chunk of file.setEncoding('utf8')) {
      line += String(chunk);
      if (/[\r\n]/.test(line)) break;
    }
  } catch {
    // A damaged file is reported by the read itself, with its place.
    return undefined;
  } finally {
    file.destroy();
  }
  line = (line.split(/\r?\n|\r/, 1)[0] ?? '').replace(/^\uFEFF/, '');
  return line === '' ? undefined : splitLine(line, csv);
};

const splitLine = (line: string, { delimiter, quote }: { delimiter: string; quote: string }): string[] => {
  const names: string[] = [];
  let name = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === quote) {
      if (quoted && line[at + 1] === quote) {
        name += quote;
        at++;
      } else quoted = !quoted;
    } else if (character === delimiter && !quoted) {
      names.push(name);
      name = '';
    } else name += character;
  }
  return [...names, name];
};
