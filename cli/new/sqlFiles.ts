import { joinText } from '../../functions/shared/sql/names.ts';
import { typedFromText } from '../../functions/shared/sql/typedFromText.ts';
import { type Plan, typeOf } from './plan.ts';
import type { ColumnProfile } from './profile.ts';

const sqlText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Whether the extract can type a column by itself: no marker of missing and no comma in the way. */
export const typedByExtract = (column: ColumnProfile): boolean =>
  column.markers.length === 0 && column.kind.name !== 'decimal_comma' && column.kind.name !== 'text';

const present = (column: ColumnProfile): string => {
  const markers =
    column.markers.length === 0 ? '' : ` OR trim(${column.name}) IN (${column.markers.map(sqlText).join(', ')})`;
  return `CASE WHEN trim(${column.name}) = ''${markers} THEN NULL ELSE trim(${column.name}) END`;
};

const cleaned = (column: ColumnProfile): string => {
  if (typedByExtract(column)) return column.name;
  if (column.kind.name === 'text') return `${column.name}_text`;
  const text = `${column.name}_text`;
  const pattern = column.kind.name === 'date' || column.kind.name === 'timestamp' ? column.kind.pattern : undefined;
  return typedFromText(
    column.kind.name === 'decimal_comma' ? `replace(${text}, ',', '.')` : text,
    typeOf(column),
    pattern,
  );
};

const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join(',\n');

/** The cleaned table: missing values made NULL, texts typed, rows without a label, time or id set aside. */
export const recordsSql = (plan: Plan): string => {
  const { kept, label, time, group } = plan;
  const texts = kept.filter((column) => !typedByExtract(column));
  const all = plan.table.columns.map((column) => `coalesce(CAST(${column.name} AS STRING), '')`);
  const withId = plan.id === undefined;
  // A double has no text that both engines agree on; as a landed text it has.
  const hashed = plan.table.columns.map((column, index) =>
    column.kind.name === 'double' && typedByExtract(column)
      ? `coalesce(CAST(CAST(${column.name} AS DECIMAL(38, 12)) AS STRING), '')`
      : (all[index] ?? ''),
  );
  const read = [
    '*',
    ...texts.map((column) => `${present(column)} AS ${column.name}_text`),
    ...(withId ? [`md5(${joinText('|', hashed)}) AS row_hash`] : []),
  ];
  const unreadable = texts
    .filter((column) => column.kind.name !== 'text')
    .map(
      (column) =>
        `WHEN ${column.name}_text IS NOT NULL AND ${column.name}_typed IS NULL THEN concat('unreadable: ${column.name} = ', substring(${column.name}_text, 1, 80))`,
    );
  const reasons = [
    ...[label.column, ...(time ? [time] : []), ...group, ...(plan.id ? [plan.id] : [])].map(
      (column) => `WHEN ${column.name}_typed IS NULL THEN 'missing: ${column.name}'`,
    ),
    ...unreadable,
  ];
  return `-- One row per row of the file: texts that stand for a missing value become NULL, the rest gets its type.
WITH present AS (
  SELECT
${indent(read).replaceAll(/^ {2}/gm, '    ')}
  FROM raw_records
),
typed AS (
  SELECT
${indent([
  ...(withId
    ? ["concat(row_hash, '-', CAST(row_number() OVER (PARTITION BY row_hash ORDER BY row_hash) AS STRING)) AS row_id"]
    : []),
  ...kept.map((column) => `${cleaned(column)} AS ${column.name}_typed`),
  ...texts.filter((column) => column.kind.name !== 'text').map((column) => `${column.name}_text`),
]).replaceAll(/^ {2}/gm, '    ')}
  FROM present
)
SELECT
${indent([...(withId ? ['row_id'] : []), ...kept.map((column) => `${column.name}_typed AS ${column.name}`)])},
  CASE
    ${reasons.join('\n    ')}
  END AS quarantine_reason
FROM typed
`;
};

/** The feature table: numbers as they are, categories as indicators, missing values left missing. */
export const featuresSql = (plan: Plan): string => {
  const { label, id, time, group } = plan;
  const value =
    label.column.kind.name === 'text'
      ? `${label.column.name} = ${sqlText(label.positive)}`
      : label.column.kind.name === 'boolean'
        ? `${/^(true|yes|y|t|1)$/i.test(label.positive) ? '' : 'NOT '}${label.column.name}`
        : `${label.column.name} = ${label.positive.replace(',', '.')}`;
  const groupKey = joinText(
    '|',
    group.map((column) => `CAST(${column.name} AS STRING)`),
  );
  const timed =
    time === undefined
      ? []
      : [
          group.length === 0
            ? time.name
            : `min(${time.name}) OVER (PARTITION BY ${group.map((column) => column.name).join(', ')}) AS ${time.name}`,
        ];
  const columns = [
    id === undefined ? 'row_id' : id.name,
    ...timed,
    `CASE WHEN ${value} THEN 1 ELSE 0 END AS label`,
    ...plan.features.map(({ name, sql }) => (sql === name ? name : `${sql} AS ${name}`)),
    ...plan.protected.map((column) => `coalesce(CAST(${column.name} AS STRING), 'missing') AS ${column.name}`),
    ...(group.length === 0 ? [] : [`${groupKey} AS split_group`]),
  ];
  const note =
    time !== undefined && group.length > 0
      ? '-- A group is placed by its first row, so that the split by time never tears it apart.\n'
      : '';
  return `-- Trees need no scaling and take a missing value as it is; a category becomes one indicator per value.
${note}SELECT
${indent(columns)}
FROM records
`;
};
