import type { Analyzer, Condition, DateOperand, NumericOperand, Rule, StringOperand } from './ast.ts';

/** A rule in the language's normal form, which is also how results name it. */
export const formatRule = (rule: Rule): string => {
  if (rule.kind === 'composite') {
    const parts = sameOperator(rule, rule.operator) ? leaves(rule) : rule.rules;
    return parts.map((part) => `(${formatRule(part)})`).join(` ${rule.operator} `);
  }
  const tags = [...rule.tags].map(([name, value]) => ` with ${name} = ${value}`).join('');
  const labels = [...rule.labels].map(([key, value]) => `"${key}"="${value}"`).join(',');
  return [
    formatAnalyzer(rule),
    rule.condition ? ` ${formatCondition(rule.condition)}` : '',
    rule.where === undefined ? '' : ` where "${rule.where}"`,
    rule.threshold ? ` with threshold ${formatCondition(rule.threshold)}` : '',
    tags,
    labels ? ` labels=[${labels}]` : '',
  ].join('');
};

/** A type and its parameters. */
export const formatAnalyzer = (analyzer: Analyzer): string =>
  [analyzer.type, ...analyzer.parameters.map(({ display }) => display)].join(' ');

const sameOperator = (rule: Rule, operator: string): boolean =>
  rule.kind === 'rule' || (rule.operator === operator && rule.rules.every((part) => sameOperator(part, operator)));

const leaves = (rule: Rule): Rule[] => (rule.kind === 'rule' ? [rule] : rule.rules.flatMap(leaves));

const formatCondition = (condition: Condition): string => {
  const operands = formatOperands(condition);
  switch (condition.operator) {
    case 'between':
    case 'not between':
      return `${condition.operator} ${operands.join(' and ')}`;
    case 'in':
    case 'not in': {
      const bare = condition.kind === 'string' && condition.bare;
      return `${condition.operator} ${bare ? operands.join() : `[${operands.join(',')}]`}`;
    }
    default:
      return `${condition.operator} ${operands.join()}`;
  }
};

const formatOperands = (condition: Condition): string[] => {
  switch (condition.kind) {
    case 'number':
      return condition.operands.map(formatNumber);
    case 'string':
      return condition.operands.map(formatText);
    case 'date':
      return condition.operands.map(formatDate);
    case 'duration':
    case 'size':
      return condition.operands.map(({ amount, unit }) => `${amount} ${unit}`);
  }
};

export const formatNumber = (operand: NumericOperand): string => {
  switch (operand.kind) {
    case 'number':
    case 'null':
      return operand.text;
    case 'call':
      return `${operand.name}(${operand.operands.map(formatNumber).join(',')})`;
    case 'binary': {
      const text = `${formatNumber(operand.left)} ${operand.operator} ${formatNumber(operand.right)}`;
      return operand.parenthesized ? `(${text})` : text;
    }
  }
};

const formatText = (operand: StringOperand): string => {
  if (operand.kind === 'keyword') return operand.keyword;
  return operand.kind === 'variable' ? `$${operand.name}` : `"${operand.value}"`;
};

const formatDate = (operand: DateOperand): string => {
  if (operand.kind === 'null') return 'NULL';
  if (operand.kind !== 'now') return `"${operand.text}"`;
  if (operand.duration === undefined) return 'now()';
  return `(now() ${operand.sign} ${operand.duration.amount} ${operand.duration.unit})`;
};
