import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type FiledFile, type Rendered, reportRun } from '../shared/contracts/filing.ts';
import { parseCsv } from '../shared/csv.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { readText, writeText } from '../shared/objects.ts';
import { reportFile, reportOf } from '../shared/reports/stage.ts';
import { csvOf } from '../shared/reports/steps.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';
import { XmlInvalid } from '../shared/xml/parse.ts';
import { validateXml } from '../shared/xml/validate.ts';
import { writeXml } from '../shared/xml/write.ts';
import { documentOf, type Rows } from './document.ts';
import { pageOf } from './page.ts';

const input = reportRun.extend({
  composed: z.object({ manifest: z.string() }),
  totals: z.record(z.string(), z.string()),
});

/** The filing's files: the document, valid against its schema, the tables as CSV, and a page for people. Equal input gives equal bytes. */
export const handler = createHandler(input, async ({ run, filing, composed, totals }): Promise<Rendered> => {
  const report = await reportOf(run);
  const { spec } = report;
  const left = await manifestOf(composed.manifest);
  const texts = await Promise.all(
    Object.keys(spec.tables).map(async (table) => {
      const parts = await Promise.all(outputOf(left, csvOf(table)).files.map(({ uri }) => readText(uri)));
      if (parts.length !== 1 || parts[0] === undefined)
        throw new NightjarError('OutputIncomplete', `table ${table} has ${parts.length} CSV files, expected one`);
      return [table, parts[0]] as const;
    }),
  );
  const tables: Rows = Object.fromEntries(texts.map(([table, text]) => [table, parseCsv(text)]));

  const xml = writeDocument(() => writeXml(documentOf(spec, filing, tables, totals)));
  const problems = validateXml(reportFile(report, spec.document.schema), xml);
  if (problems.length > 0)
    throw new NightjarError('DocumentInvalid', `${filing.id} breaks ${spec.document.schema}:\n${problems.join('\n')}`);

  const keep = async (name: string, body: string, type: string): Promise<FiledFile> => {
    const uri = `${run.prefix}filing/${name}`;
    await writeText(uri, body, type);
    return { name, uri, size: Buffer.byteLength(body), sha256: createHash('sha256').update(body).digest('hex') };
  };
  const document = await keep('report.xml', xml, 'application/xml');
  const files = await Promise.all([
    ...texts.map(([table, text]) => keep(`${table}.csv`, text, 'text/csv; charset=utf-8')),
    keep('report.html', pageOf(spec, filing, tables, totals), 'text/html; charset=utf-8'),
  ]);
  return { valid: true, document, files: [document, ...files] };
});

const writeDocument = (write: () => string): string => {
  try {
    return write();
  } catch (cause) {
    if (cause instanceof XmlInvalid) throw new NightjarError('DocumentInvalid', cause.message, { cause });
    throw cause;
  }
};
