import type { Filing } from '../shared/contracts/filing.ts';
import type { ContentSpec, ReportSpec } from '../shared/contracts/report.ts';
import type { XmlNode } from '../shared/xml/write.ts';

/** A report's tables by name. */
export type Rows = Record<string, Record<string, string>[]>;

/** `cash_in` → `CashIn` */
export const elementOf = (column: string): string =>
  column.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const leaf = (name: string, content: string): XmlNode => ({ name, content });

/** A column without a value has no element. */
const column = (row: Record<string, string>, name: string): XmlNode[] =>
  row[name] === undefined || row[name] === '' ? [] : [leaf(elementOf(name), row[name])];

const named = (list: string, item: string, values: Record<string, unknown>): XmlNode => ({
  name: list,
  content: Object.entries(values).map(([name, value]) => ({
    name: item,
    attributes: { name },
    content: String(value),
  })),
});

/** The same for every report: what this filing is, by which settings, and its control totals. */
const header = (spec: ReportSpec, filing: Filing, totals: Record<string, string>): XmlNode => ({
  name: 'Header',
  content: [
    leaf('ReportId', filing.id),
    leaf('Version', String(filing.version)),
    ...(filing.replaces ? [leaf('Replaces', filing.replaces)] : []),
    ...(filing.reason ? [leaf('Reason', filing.reason)] : []),
    leaf('Institution', spec.institution),
    leaf('PeriodFrom', filing.from),
    leaf('PeriodTo', filing.to),
    leaf('OpenedAt', filing.openedAt),
    named(
      'Parameters',
      'Parameter',
      Object.fromEntries(Object.entries(spec.parameters).map(([name, { value }]) => [name, value])),
    ),
    named('Totals', 'Total', totals),
  ],
});

const partsOf = (
  spec: ReportSpec,
  tables: Rows,
  parts: readonly ContentSpec[],
  row: Record<string, string>,
): XmlNode[] =>
  parts.flatMap((part): XmlNode[] => {
    if (typeof part === 'string') return column(row, part);
    if ('group' in part) return [{ name: part.group, content: part.columns.flatMap((name) => column(row, name)) }];
    const { list, item, table, by } = part;
    const rows = (tables[table] ?? []).filter((inner) => by === undefined || inner[by] === row[by]);
    const content = part.content ?? Object.keys(spec.tables[table]?.columns ?? {}).filter((name) => name !== by);
    return [
      { name: list, content: rows.map((inner) => ({ name: item, content: partsOf(spec, tables, content, inner) })) },
    ];
  });

/** The document as a tree: the header, then what the spec says, in its order. */
export const documentOf = (
  spec: ReportSpec,
  filing: Filing,
  tables: Rows,
  totals: Record<string, string>,
): XmlNode => ({
  name: spec.document.root,
  attributes: { xmlns: spec.document.namespace },
  content: [header(spec, filing, totals), ...partsOf(spec, tables, spec.document.content, {})],
});
