import type { StepDocument } from './stepDocument.ts';

/**
 * The kept view (`view <name>`) or output (`output <name>`) that alone reads an input, directly or through views that are not kept; undefined where there are several
 * readers or none. It counts where the name stands in the SQL: one that is no reference makes it answer undefined, never the other way.
 */
export const soleReader = (step: StepDocument, name: string): string | undefined => {
  if (!/^\w+$/.test(name)) return undefined;
  const places = new RegExp(`(?<!\\w)${name}(?!\\w)`, 'gi');
  const statements = [
    ...step.views.map((view) => ({ sql: view.sql, view })),
    ...step.outputs.map((output) => ({ sql: output.sql, output })),
  ];
  const readers = statements.flatMap((statement) => Array.from(statement.sql.matchAll(places), () => statement));
  const [reader, another] = readers;
  if (reader === undefined || another !== undefined) return undefined;
  if ('output' in reader) return `output ${reader.output.name}`;
  return reader.view.keep ? `view ${reader.view.name}` : soleReader(step, reader.view.name);
};
