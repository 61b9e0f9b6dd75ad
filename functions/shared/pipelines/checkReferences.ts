import type { PipelineSpec } from '../contracts/pipeline.ts';
import { didYouMean } from './nearest.ts';

/** A mistake found by looking at two places of a spec together. */
export interface ReferenceProblem {
  path: (string | number)[];
  message: string;
  hint?: string;
}

const types = (spec: PipelineSpec, source: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(spec.sources[source]?.columns ?? {}).map(([name, column]) => [
      name,
      typeof column === 'string' ? column : column.type,
    ]),
  );

const DATE_FIELDS = /yyyy|MM|dd|HH|mm|ss/g;

const checkSources = (spec: PipelineSpec): ReferenceProblem[] =>
  Object.entries(spec.sources).flatMap(([source, { columns, freshness, csv, format }]) => {
    const problems: ReferenceProblem[] = [];
    const typeOf = types(spec, source);
    if (Object.keys(columns).length === 0)
      problems.push({ path: ['sources', source, 'columns'], message: 'names no column' });
    if (freshness !== undefined && typeOf[freshness.column] === undefined) {
      problems.push({
        path: ['sources', source, 'freshness', 'column'],
        message: `"${freshness.column}" is no column of this source`,
        hint: didYouMean(freshness.column, Object.keys(columns)),
      });
    } else if (freshness !== undefined && !/^(DATE|TIMESTAMP_NTZ)$/.test(typeOf[freshness.column] ?? '')) {
      problems.push({
        path: ['sources', source, 'freshness', 'column'],
        message: `"${freshness.column}" is no DATE or TIMESTAMP_NTZ`,
      });
    }
    const headers = new Map<string, string>();
    for (const [name, column] of Object.entries(columns)) {
      const path = ['sources', source, 'columns', name];
      const header = typeof column === 'string' ? name : (column.header ?? name);
      const taken = headers.get(header);
      if (taken !== undefined)
        problems.push({ path, message: `reads the file's column "${header}", as "${taken}" does` });
      headers.set(header, name);
      if (typeof column === 'string' || column.pattern === undefined) continue;
      if (!/^(DATE|TIMESTAMP_NTZ)$/.test(column.type)) {
        problems.push({ path: [...path, 'pattern'], message: `a ${column.type} has no pattern` });
      } else if (/[A-Za-z]/.test(column.pattern.replaceAll(DATE_FIELDS, ''))) {
        problems.push({
          path: [...path, 'pattern'],
          message: `"${column.pattern}": only yyyy MM dd HH mm ss mean the same on both engines`,
        });
      }
    }
    if (format === 'csv' && csv.delimiter === csv.quote) {
      problems.push({ path: ['sources', source, 'csv', 'quote'], message: 'is the delimiter too' });
    }
    return problems;
  });

const checkTables = (spec: PipelineSpec): ReferenceProblem[] => {
  const problems: ReferenceProblem[] = [];
  const sources = Object.keys(spec.sources);
  if (sources.length === 0) problems.push({ path: ['sources'], message: 'names no source' });
  if (Object.keys(spec.tables).length === 0) problems.push({ path: ['tables'], message: 'names no table' });
  for (const [table, { from }] of Object.entries(spec.tables)) {
    if (!sources.includes(from)) {
      problems.push({
        path: ['tables', table, 'from'],
        message: `"${from}" is no source`,
        hint: didYouMean(from, sources),
      });
    }
    if (table.startsWith('raw_')) {
      problems.push({
        path: ['tables', table],
        message: 'raw_… are the names of the sources in SQL; call the table otherwise',
      });
    }
    if (spec.features.views[table] !== undefined) {
      problems.push({ path: ['features', 'views', table], message: `"${table}" is a table already` });
    }
  }
  return problems;
};

const checkFeatures = (spec: PipelineSpec): ReferenceProblem[] => {
  const { features, split, evaluation } = spec;
  const problems: ReferenceProblem[] = [];
  const role = new Map<string, string>([['fold', 'the fold']]);
  const roles: [string, (string | number)[], string[]][] = [
    ['the id', ['features', 'id'], [features.id]],
    ['the time', ['features', 'time'], features.time === undefined ? [] : [features.time]],
    ['the label', ['features', 'label'], [features.label]],
    ['a feature', ['features', 'columns'], Object.keys(features.columns)],
    ['a protected attribute', ['features', 'protected'], Object.keys(features.protected)],
    ['a carried column', ['features', 'carried'], Object.keys(features.carried)],
  ];
  for (const [what, path, names] of roles) {
    for (const name of names) {
      const other = role.get(name);
      if (other !== undefined)
        problems.push({
          path: path.length === 2 && names.length === 1 ? path : [...path, name],
          message: `"${name}" is ${other} already, it cannot be ${what} too`,
        });
      role.set(name, what);
    }
  }
  if (Object.keys(features.columns).length === 0) {
    problems.push({ path: ['features', 'columns'], message: 'names no feature' });
  }
  for (const [name, type] of Object.entries(features.columns)) {
    if (/^(STRING|DATE|TIMESTAMP_NTZ|BOOLEAN)$/.test(type)) {
      problems.push({
        path: ['features', 'columns', name],
        message: `a feature is a number, ${type} is none: the trainer would read it as a missing value`,
        hint: type === 'BOOLEAN' ? 'CAST it to INT' : 'encode it as numbers in the SQL',
      });
    }
  }
  if (split.by !== 'hash' && features.time === undefined) {
    problems.push({ path: ['split', 'by'], message: `a split by ${split.by} needs features.time` });
  }
  if (split.by !== 'window' && split.validation + split.holdout >= 1) {
    problems.push({ path: ['split', 'holdout'], message: 'validation and holdout leave nothing to train on' });
  }
  if (split.by === 'hash' && split.key !== undefined && !role.has(split.key)) {
    problems.push({
      path: ['split', 'key'],
      message: `"${split.key}" is no column of the features`,
      hint: didYouMean(split.key, [...role.keys()]),
    });
  }
  if (split.by === 'window') {
    const windows = Object.entries({ train: split.train, validation: split.validation, holdout: split.holdout });
    windows.forEach(([name, window], index) => {
      const clash = windows
        .slice(0, index)
        .find(([, other]) => window && other && window.from <= other.to && other.from <= window.to);
      if (clash) problems.push({ path: ['split', name], message: `shares days with ${clash[0]}` });
    });
  }
  const beside = [...Object.keys(features.protected), ...Object.keys(features.carried)];
  evaluation.segments.forEach((segment, index) => {
    if (!beside.includes(segment)) {
      problems.push({
        path: ['evaluation', 'segments', index],
        message: `"${segment}" is neither protected nor carried`,
        hint: didYouMean(segment, beside),
      });
    }
  });
  if (evaluation.trueProbability !== undefined && features.carried[evaluation.trueProbability] === undefined) {
    problems.push({
      path: ['evaluation', 'trueProbability'],
      message: `"${evaluation.trueProbability}" is no carried column`,
      hint: didYouMean(evaluation.trueProbability, Object.keys(features.carried)),
    });
  }
  if (evaluation.adverseImpact !== undefined && Object.keys(features.protected).length === 0) {
    problems.push({
      path: ['evaluation', 'adverseImpact'],
      message: 'needs protected attributes in features.protected',
    });
  }
  for (const [name, bound] of Object.entries(evaluation.gates)) {
    if (bound?.min !== undefined && bound.max !== undefined && bound.min > bound.max) {
      problems.push({ path: ['evaluation', 'gates', name], message: 'min is above max: no model can pass' });
    }
  }
  if (spec.quality.warn > spec.quality.pass) {
    problems.push({ path: ['quality', 'warn'], message: 'is above quality.pass' });
  }
  return problems;
};

/** Mistakes that a schema cannot see: names that lead nowhere, a column in two roles, text as a feature. */
export const checkReferences = (spec: PipelineSpec): ReferenceProblem[] => [
  ...checkSources(spec),
  ...checkTables(spec),
  ...checkFeatures(spec),
];
