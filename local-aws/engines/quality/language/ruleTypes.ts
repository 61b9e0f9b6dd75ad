/** What a rule's value is, and so which conditions it takes. */
export type ReturnType = 'BOOLEAN' | 'NUMBER' | 'STRING' | 'DATE' | 'DURATION' | 'SIZE';

export interface RuleType {
  name: string;
  parameters: readonly string[];
  /** The last parameter may come more than once. */
  variadic?: boolean;
  returns: readonly ReturnType[];
  threshold?: boolean;
  where?: boolean;
  /** Only in the Analyzers section. */
  analyzerOnly?: boolean;
  /** Why it cannot be evaluated here; left out where it can. */
  notEvaluated?: string;
}

const FILES = 'it looks at the files behind a table, which neither the open library nor this engine evaluates';
const column = ['TargetColumn'];

/** The language's rule types by name; one name may have several forms, told apart by the number of parameters. */
export const RULE_TYPES: readonly RuleType[] = [
  { name: 'RowCount', parameters: [], returns: ['NUMBER'], where: true },
  { name: 'RowCountMatch', parameters: ['ReferenceDatasetAlias'], returns: ['NUMBER'] },
  { name: 'ColumnCount', parameters: [], returns: ['NUMBER'] },
  { name: 'Completeness', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'IsComplete', parameters: column, returns: ['BOOLEAN'], where: true },
  { name: 'ColumnDataType', parameters: column, returns: ['STRING'], threshold: true, where: true },
  { name: 'ColumnNamesMatchPattern', parameters: ['PatternToMatch'], returns: ['BOOLEAN'] },
  { name: 'ColumnExists', parameters: column, returns: ['BOOLEAN'] },
  { name: 'ColumnCorrelation', parameters: ['TargetColumn1', 'TargetColumn2'], returns: ['NUMBER'], where: true },
  { name: 'Uniqueness', parameters: column, variadic: true, returns: ['NUMBER'], where: true },
  { name: 'IsUnique', parameters: column, variadic: true, returns: ['BOOLEAN'], where: true },
  { name: 'Mean', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'Sum', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'StandardDeviation', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'Variance', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'Entropy', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'DistinctValuesCount', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'UniqueValueRatio', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'ColumnLength', parameters: column, returns: ['NUMBER'], where: true },
  { name: 'IsPrimaryKey', parameters: column, variadic: true, returns: ['BOOLEAN'], where: true },
  { name: 'ColumnValues', parameters: column, returns: ['STRING', 'NUMBER', 'DATE'], threshold: true, where: true },
  { name: 'DataFreshness', parameters: column, returns: ['DURATION'], where: true },
  { name: 'CustomSql', parameters: ['CustomSqlStatement'], returns: ['NUMBER', 'BOOLEAN'], threshold: true },
  {
    name: 'ReferentialIntegrity',
    parameters: ['PrimaryDatasetColumns', 'ReferenceDatasetColumns'],
    returns: ['NUMBER'],
  },
  { name: 'DatasetMatch', parameters: ['ReferenceDatasetAlias', 'KeyColumnMappings'], returns: ['NUMBER'] },
  {
    name: 'DatasetMatch',
    parameters: ['ReferenceDatasetAlias', 'KeyColumnMappings', 'MatchColumnMappings'],
    returns: ['NUMBER'],
  },
  { name: 'SchemaMatch', parameters: ['ReferenceDatasetAlias'], returns: ['NUMBER'] },
  { name: 'AggregateMatch', parameters: ['AggregateExpression1', 'AggregateExpression2'], returns: ['NUMBER'] },
  {
    name: 'DetectAnomalies',
    parameters: ['MetricParameter'],
    variadic: true,
    returns: ['BOOLEAN'],
    notEvaluated: 'AWS keeps the model of what is anomalous to itself; compare with past results: avg(last(10))',
  },
  {
    name: 'AllStatistics',
    parameters: column,
    returns: ['NUMBER'],
    analyzerOnly: true,
    notEvaluated: 'name the statistics one by one',
  },
  { name: 'FileMatch', parameters: ['DataPath', 'CompareDataPath'], returns: ['BOOLEAN'], notEvaluated: FILES },
  { name: 'FileMatch', parameters: ['DataPath'], returns: ['STRING'], notEvaluated: FILES },
  { name: 'FileMatch', parameters: [], returns: ['STRING'], notEvaluated: FILES },
  { name: 'FileUniqueness', parameters: ['DataPath'], returns: ['NUMBER'], notEvaluated: FILES },
  { name: 'FileUniqueness', parameters: [], returns: ['NUMBER'], notEvaluated: FILES },
  { name: 'FileFreshness', parameters: ['DataPath'], returns: ['DATE'], threshold: true, notEvaluated: FILES },
  { name: 'FileFreshness', parameters: [], returns: ['DATE'], threshold: true, notEvaluated: FILES },
  { name: 'FileSize', parameters: ['DataPath'], returns: ['SIZE'], threshold: true, notEvaluated: FILES },
  { name: 'FileSize', parameters: [], returns: ['SIZE'], threshold: true, notEvaluated: FILES },
];

/** The type of that name that takes so many parameters. */
export const ruleType = (name: string, parameterCount: number): RuleType | undefined =>
  RULE_TYPES.find(
    (type) =>
      type.name === name &&
      (type.variadic ? parameterCount >= type.parameters.length : parameterCount === type.parameters.length),
  );

/** The parameters' names for so many values: the one that may come more than once is numbered. */
export const parameterNames = (type: RuleType, count: number): string[] =>
  type.variadic
    ? Array.from({ length: count }, (_, index) => `${type.parameters.at(-1)}${index + 1}`)
    : [...type.parameters];
