/** Rows of a CSV text with a header, by column name. Quoted as the Glue jobs write it: `"` around, doubled within. An empty field is ''. */
export const parseCsv = (text: string): Record<string, string>[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length || row.length > 0) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (!found) throw new RangeError(`no CSV: a quote at character ${at} is not closed, or stands within a field`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  const [header = [], ...body] = rows;
  return body.map((values, index) => {
    if (values.length !== header.length)
      throw new RangeError(`no CSV: row ${index + 1} has ${values.length} fields, its header ${header.length}`);
    return Object.fromEntries(header.map((name, column) => [name, values[column] ?? '']));
  });
};
