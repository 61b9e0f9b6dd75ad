/** How a rule's value is compared. */
export type Operator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'between'
  | 'not between'
  | 'in'
  | 'not in'
  | 'matches'
  | 'not matches';

export type NumericOperand =
  | { kind: 'number'; text: string }
  | { kind: 'null'; text: string }
  | {
      kind: 'binary';
      operator: '+' | '-' | '*' | '/';
      left: NumericOperand;
      right: NumericOperand;
      parenthesized: boolean;
    }
  | { kind: 'call'; name: string; operands: NumericOperand[] };

export type Keyword = 'NULL' | 'EMPTY' | 'WHITESPACES_ONLY';

export type StringOperand =
  /** Without its quotes, escapes as written. */
  { kind: 'text'; value: string } | { kind: 'keyword'; keyword: Keyword } | { kind: 'variable'; name: string };

export type DurationUnit = 'days' | 'hours' | 'minutes';
export interface Duration {
  amount: number;
  unit: DurationUnit;
}

export type DateOperand =
  | { kind: 'date'; text: string }
  | { kind: 'now'; sign?: '+' | '-'; duration?: Duration }
  /** Of the day of evaluation. */
  | { kind: 'time'; text: string; hour: number; minute: number }
  | { kind: 'null' };

export type SizeUnit = 'B' | 'KB' | 'MB' | 'GB' | 'TB';
export interface Size {
  amount: number;
  unit: SizeUnit;
}

export interface NumberCondition {
  kind: 'number';
  operator: Operator;
  operands: NumericOperand[];
}
export interface StringCondition {
  kind: 'string';
  operator: Operator;
  operands: StringOperand[];
  /** `in $list` rather than `in [$list]`. */
  bare?: boolean;
}
export interface DateCondition {
  kind: 'date';
  operator: Operator;
  operands: DateOperand[];
}
export interface DurationCondition {
  kind: 'duration';
  operator: Operator;
  operands: Duration[];
}
export interface SizeCondition {
  kind: 'size';
  operator: Operator;
  operands: Size[];
}
export type Condition = NumberCondition | StringCondition | DateCondition | DurationCondition | SizeCondition;

export interface Parameter {
  /** The rule type's name for it, numbered where there may be several: `TargetColumn2`. */
  name: string;
  /** Variables already replaced. */
  value: string;
  /** As the rule's text shows it: with quotes and connector word. */
  display: string;
}

/** One rule of one type. */
export interface SimpleRule {
  kind: 'rule';
  type: string;
  parameters: Parameter[];
  condition?: Condition;
  threshold?: NumberCondition;
  where?: string;
  /** `with name = value`, values as written. */
  tags: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
}

/** Rules under one `and` or `or`; two each, as the language nests them. */
export interface CompositeRule {
  kind: 'composite';
  operator: 'AND' | 'OR';
  rules: Rule[];
}

export type Rule = SimpleRule | CompositeRule;

export interface Analyzer {
  type: string;
  parameters: Parameter[];
}

export type VariableValue = string | readonly string[];

export interface Ruleset {
  metadata: ReadonlyMap<string, string>;
  primarySource?: string;
  additionalSources: readonly string[];
  variables: ReadonlyMap<string, VariableValue>;
  defaultLabels: ReadonlyMap<string, string>;
  rules: readonly Rule[];
  analyzers: readonly Analyzer[];
}
