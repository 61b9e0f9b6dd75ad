import type { ContentSpec, ReportSpec } from '../contracts/report.ts';
import { didYouMean } from '../pipelines/nearest.ts';
import { parsePeriod } from './period.ts';
import { recordTables } from './recordTables.ts';

interface Found {
  path: (string | number)[];
  message: string;
}

/** Totals that reconciliation may name: of each collected table and each table of the report. */
const totalsOf = (spec: ReportSpec): Set<string> =>
  new Set([
    ...Object.entries(spec.sources).flatMap(([name, source]) =>
      'records' in source
        ? Object.keys(recordTables).map((table) => `${table}.rows`)
        : ['rows', ...Object.keys(source.totals)].map((total) => `${name}.${total}`),
    ),
    ...Object.entries(spec.tables).flatMap(([name, { totals }]) =>
      ['rows', ...Object.keys(totals)].map((total) => `${name}.${total}`),
    ),
  ]);

const checkContent = (
  spec: ReportSpec,
  parts: readonly ContentSpec[],
  table: string | undefined,
  path: Found['path'],
): Found[] =>
  parts.flatMap((part, index): Found[] => {
    const here = [...path, index];
    const known = table === undefined ? {} : (spec.tables[table]?.columns ?? {});
    const missing = (names: string[], of: Record<string, string>, owner: string | undefined): Found[] =>
      names
        .filter((name) => !Object.hasOwn(of, name))
        .map((name) => ({
          path: here,
          message: owner
            ? `"${name}" is no column of ${owner}; ${didYouMean(name, Object.keys(of))}`
            : `"${name}": a column stands in a list only`,
        }));
    if (typeof part === 'string') return missing([part], known, table);
    if ('group' in part) return missing(part.columns, known, table);
    const inner = spec.tables[part.table];
    if (!inner)
      return [
        { path: here, message: `"${part.table}" is no table; ${didYouMean(part.table, Object.keys(spec.tables))}` },
      ];
    return [
      ...(part.by ? [...missing([part.by], inner.columns, part.table), ...missing([part.by], known, table)] : []),
      ...checkContent(spec, part.content ?? [], part.table, [...here, 'content']),
    ];
  });

/** Mistakes that a schema cannot see: names that lead nowhere, files that are absent or that nobody names. */
export const checkReport = (spec: ReportSpec, files: ReadonlyMap<string, string>): Found[] => {
  const problems: Found[] = [];
  const named: { file: string; path: Found['path'] }[] = [
    ...Object.entries(spec.views).map(([name, file]) => ({ file, path: ['views', name] })),
    ...Object.entries(spec.tables).flatMap(([name, { sql, requirements }]) => [
      { file: sql, path: ['tables', name, 'sql'] },
      ...(requirements ? [{ file: requirements, path: ['tables', name, 'requirements'] }] : []),
    ]),
    { file: spec.document.schema, path: ['document', 'schema'] },
  ];
  for (const { file, path } of named) {
    const text = files.get(file);
    if (text === undefined) problems.push({ path, message: `there is no file ${file}` });
    else if (text.trim() === '') problems.push({ path, message: `${file} is empty` });
  }
  for (const file of files.keys())
    if (file !== 'report.yml' && !named.some((each) => each.file === file))
      problems.push({ path: [], message: `nothing in report.yml names ${file}: name it or delete it` });
  try {
    parsePeriod(spec.period, spec.schedule.firstPeriod);
  } catch (error) {
    problems.push({ path: ['schedule', 'firstPeriod'], message: (error as Error).message });
  }
  const taken = new Map<string, string>();
  for (const [kind, names] of Object.entries({
    source: Object.entries(spec.sources).flatMap(([name, source]) =>
      'records' in source ? Object.keys(recordTables) : [name],
    ),
    view: Object.keys(spec.views),
    table: Object.keys(spec.tables),
  }))
    for (const name of names) {
      const other = taken.get(name);
      if (other) problems.push({ path: [`${kind}s`, name], message: `"${name}" is a ${other} already` });
      taken.set(name, kind);
    }
  if (Object.keys(spec.sources).length === 0) problems.push({ path: ['sources'], message: 'names no source' });
  for (const [name, { columns, orderBy }] of Object.entries(spec.tables))
    for (const column of orderBy)
      if (!Object.hasOwn(columns, column))
        problems.push({ path: ['tables', name, 'orderBy'], message: `"${column}" is no column` });
  const totals = totalsOf(spec);
  spec.reconcile.forEach(({ left, right }, index) => {
    for (const total of [...left, ...right])
      if (!totals.has(total))
        problems.push({
          path: ['reconcile', index],
          message: `"${total}" is no total; ${didYouMean(total, [...totals])}`,
        });
  });
  return [...problems, ...checkContent(spec, spec.document.content, undefined, ['document', 'content'])];
};
