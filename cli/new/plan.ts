import { didYouMean } from '../../functions/shared/pipelines/nearest.ts';
import { freeName, levelName } from './names.ts';
import { type NewPipeline, NewPipelineInvalid } from './pipelineRequest.ts';
import type { ColumnProfile, TableProfile } from './profile.ts';

/** A feature of the vector: its name, type and the expression over the cleaned table that makes it. */
export interface Feature {
  name: string;
  type: string;
  sql: string;
}

/** What becomes of a table. */
export interface Plan {
  table: TableProfile;
  label: { column: ColumnProfile; positive: string; share: number; note: string };
  id: ColumnProfile | undefined;
  time: ColumnProfile | undefined;
  group: ColumnProfile[];
  protected: ColumnProfile[];
  /** Columns that the cleaned table keeps, in the file's order. */
  kept: ColumnProfile[];
  features: Feature[];
  /** Columns that no model can learn from, and why. */
  dropped: { column: ColumnProfile; why: string }[];
}

const MOST_INDICATORS = 600;
/** Of a column with too many categories this many of the commonest get an indicator; its frequency says the rest. */
const COMMONEST = 32;

const sqlText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const find = (table: TableProfile, header: string, role: string): ColumnProfile => {
  const column =
    table.columns.find((each) => each.header === header) ??
    table.columns.find((each) => each.header.trim().toLowerCase() === header.trim().toLowerCase()) ??
    table.columns.find((each) => each.name === header);
  if (column !== undefined) return column;
  const headers = table.columns.map((each) => each.header);
  const hint = didYouMean(header, headers) || `its columns are ${headers.slice(0, 40).join(', ')}`;
  throw new NewPipelineInvalid(`${table.path} has no column "${header}" for ${role}; ${hint}`);
};

const POSITIVE = ['1', 'true', 'yes', 'y', 't'];

const labelOf = (table: TableProfile, request: NewPipeline): Plan['label'] => {
  const column = find(table, request.label, '--label');
  const values = column.levels.map((level) => `${level.value} (${level.rows})`);
  const shown = `${values.slice(0, 10).join(', ')}${column.distinct > 10 ? ', …' : ''}`;
  if (column.distinct < 2) {
    throw new NewPipelineInvalid(
      `label "${column.header}" has ${column.distinct === 0 ? 'no value' : `only one class, ${values[0]}`}: there is nothing to tell apart`,
    );
  }
  const choose = (): { positive: string; note: string } => {
    if (request.positive !== undefined) {
      const wanted = request.positive.trim();
      const level = column.levels.find(({ value }) => value === wanted);
      if (level === undefined) {
        throw new NewPipelineInvalid(
          `label "${column.header}" has no value "${wanted}" for --positive; it has ${shown}`,
        );
      }
      return { positive: wanted, note: `predicted is ${column.header} = ${wanted}` };
    }
    if (column.distinct > 2) {
      throw new NewPipelineInvalid(
        `label "${column.header}" has ${column.distinct} values: ${shown}; say which one is to be predicted with --positive <value>`,
      );
    }
    const plain = column.levels.find(({ value }) => POSITIVE.includes(value.toLowerCase()));
    const other = column.levels.find((level) => level !== plain);
    if (plain && other && /^(0|false|no|n|f)$/i.test(other.value)) {
      return { positive: plain.value, note: `predicted is ${column.header} = ${plain.value}` };
    }
    const rarer = column.levels[1]?.value ?? '';
    return {
      positive: rarer,
      note: `predicted is ${column.header} = ${rarer}, the rarer of ${shown}; --positive <value> would say otherwise`,
    };
  };
  const { positive, note } = choose();
  const rows = column.levels.find(({ value }) => value === positive)?.rows ?? 0;
  if (rows < 20 || column.filled - rows < 20) {
    throw new NewPipelineInvalid(
      `label "${column.header}" has ${Math.min(rows, column.filled - rows)} rows in its smaller class; fewer than 20 can be neither learnt from nor measured by`,
    );
  }
  return { column, positive, share: rows / column.filled, note };
};

/** Why a column is no feature, or undefined. */
const useless = (column: ColumnProfile): string | undefined => {
  if (column.filled === 0) return 'it is empty';
  if (column.distinct === 1 && column.filled === column.rows)
    return `it is the same in every row: ${column.levels[0]?.value}`;
  const unique = column.distinct === column.filled && column.rows > 50;
  if (column.kind.name === 'text' && column.distinct > 500 && column.distinct > 0.5 * column.filled) {
    return `its texts hardly repeat (${column.distinct} different in ${column.filled}): names or identifiers`;
  }
  if (column.kind.name === 'whole' && unique && column.min !== undefined && column.max !== undefined) {
    const counted = column.max - column.min + 1 === column.filled;
    if (counted || /(^|_)(id|no|nr|num|number|key|index)$/.test(column.name)) return 'it numbers the rows';
  }
  return undefined;
};

const numeric = (column: ColumnProfile): boolean =>
  ['whole', 'decimal', 'decimal_comma', 'double'].includes(column.kind.name);

export const typeOf = (column: ColumnProfile): string => {
  switch (column.kind.name) {
    case 'text':
      return 'STRING';
    case 'boolean':
      return 'BOOLEAN';
    case 'whole':
      return 'BIGINT';
    case 'decimal':
    case 'decimal_comma':
      return `DECIMAL(18,${column.kind.scale})`;
    case 'double':
      return 'DOUBLE';
    case 'date':
      return 'DATE';
    case 'timestamp':
      return 'TIMESTAMP_NTZ';
    default:
      return column.kind satisfies never;
  }
};

const oneHotLimit = (columns: readonly ColumnProfile[]): number => {
  const texts = columns.filter((column) => column.kind.name === 'text');
  for (const limit of [64, 32, 16, 8]) {
    const indicators = texts.reduce((sum, column) => sum + (column.distinct <= limit ? column.distinct : COMMONEST), 0);
    if (indicators <= MOST_INDICATORS) return limit;
  }
  return 4;
};

const categories = (column: ColumnProfile, limit: number, taken: Set<string>): Feature[] => {
  const few = column.distinct <= limit;
  const levels = column.levels.slice(0, few ? limit : Math.min(COMMONEST, limit));
  const indicators = levels.map(({ value }) => ({
    name: freeName(`${column.name}_${levelName(value)}`, taken),
    type: 'INT',
    sql: `CASE WHEN ${column.name} = ${sqlText(value)} THEN 1 ELSE 0 END`,
  }));
  const missing =
    column.filled < column.rows
      ? [
          {
            name: freeName(`${column.name}_missing`, taken),
            type: 'INT',
            sql: `CASE WHEN ${column.name} IS NULL THEN 1 ELSE 0 END`,
          },
        ]
      : [];
  if (few) {
    // Of two categories that fill every row one says it all.
    return missing.length === 0 && indicators.length === 2 ? indicators.slice(0, 1) : [...indicators, ...missing];
  }
  const frequency = {
    name: freeName(`${column.name}_share`, taken),
    type: 'DECIMAL(9,6)',
    sql: `CASE WHEN ${column.name} IS NOT NULL THEN CAST(CAST(count(*) OVER (PARTITION BY ${column.name}) AS DOUBLE) / count(*) OVER () AS DECIMAL(9, 6)) END`,
  };
  return [frequency, ...indicators, ...missing];
};

const featuresOf = (column: ColumnProfile, limit: number, taken: Set<string>): Feature[] => {
  const own = (type: string, sql: string): Feature[] => [{ name: freeName(column.name, taken), type, sql }];
  if (numeric(column)) return own(typeOf(column), column.name);
  if (column.kind.name === 'boolean')
    return own('INT', `CASE WHEN ${column.name} THEN 1 WHEN NOT ${column.name} THEN 0 END`);
  if (column.kind.name === 'date' || column.kind.name === 'timestamp') {
    const name = freeName(`${column.name}_day`, taken);
    return [{ name, type: 'INT', sql: `datediff(CAST(${column.name} AS DATE), DATE '1970-01-01')` }];
  }
  return categories(column, limit, taken);
};

/**
 * Decides what becomes of each column.
 *
 * @throws NewPipelineInvalid when label, id, time or groups cannot serve, or when nothing is left to learn from
 */
export const plan = (table: TableProfile, request: NewPipeline): Plan => {
  const label = labelOf(table, request);
  const id = request.id === undefined ? undefined : find(table, request.id, '--id');
  const time = request.time === undefined ? undefined : find(table, request.time, '--time');
  const group = (request.group ?? []).map((header) => find(table, header, '--group'));
  const guarded = (request.protected ?? []).map((header) => find(table, header, '--protected'));
  if (id !== undefined && (id.filled < id.rows || id.distinct < id.rows)) {
    throw new NewPipelineInvalid(
      `id "${id.header}" does not tell rows apart: ${id.distinct} different values in ${id.rows} rows, ${id.rows - id.filled} missing; leave --id out and a hash of the row serves`,
    );
  }
  if (time !== undefined && time.kind.name !== 'date' && time.kind.name !== 'timestamp') {
    throw new NewPipelineInvalid(
      `time "${time.header}" holds no dates of one form, but ${time.kind.name === 'text' ? `texts such as "${time.levels[0]?.value ?? ''}"` : `numbers (${time.kind.name})`}; dates look like 2026-11-22, 22.11.2026 or 2026-11-22 05:30:00`,
    );
  }
  for (const column of guarded) {
    if (column.distinct > 40) {
      throw new NewPipelineInvalid(
        `protected "${column.header}" has ${column.distinct} values; a group needs rows to be judged by: band it first`,
      );
    }
  }
  const roles = [label.column, ...(id ? [id] : []), ...(time ? [time] : []), ...group, ...guarded];
  const twice = roles.find((column, index) => roles.indexOf(column) !== index);
  if (twice !== undefined) throw new NewPipelineInvalid(`column "${twice.header}" cannot have two roles`);
  const others = table.columns.filter((column) => !roles.includes(column));
  const dropped = others.flatMap((column) => {
    const why = useless(column);
    return why === undefined ? [] : [{ column, why }];
  });
  const used = others.filter((column) => !dropped.some((each) => each.column === column));
  const limit = oneHotLimit(used);
  const taken = new Set([...roles.map((column) => column.name), 'label', 'row_id', 'fold', 'split_group']);
  const features = used.flatMap((column) => featuresOf(column, limit, taken));
  if (features.length === 0) throw new NewPipelineInvalid(`${table.path} has no column to learn from beside the label`);
  const kept = table.columns.filter((column) => roles.includes(column) || used.includes(column));
  return { table, label, id, time, group, protected: guarded, kept, features, dropped };
};
