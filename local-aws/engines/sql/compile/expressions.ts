import { identifier } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { compileCall } from '../functions/calls.ts';
import type { Expression } from '../syntax/ast.ts';
import { BOOLEAN, STRING, structOf } from '../types/dataType.ts';
import { castSql } from './cast.ts';
import { asText, coerced, commonTypeOf, unified } from './coercion.ts';
import type { Context } from './context.ts';
import { mismatch, sqlInvalid } from './failure.ts';
import { intervalLiteral } from './intervals.ts';
import { like } from './like.ts';
import { numberLiteral, textLiteral, typedLiteral } from './literals.ts';
import { binary, boolean, comparison, unary } from './operators.ts';
import { field, type Scope } from './scope.ts';
import { subscript } from './subscript.ts';
import { NULL_LITERAL, type Typed, typed } from './typed.ts';

/** Compiles an expression. Throws `SqlInvalid` for what Spark refuses, `NotPortable` for what has no proven equal. */
export const compile = (context: Context, expression: Expression, scope: Scope): Typed => {
  const of = (inner: Expression) => compile(context, inner, scope);
  switch (expression.kind) {
    case 'null':
      return NULL_LITERAL;
    case 'boolean':
      return { sql: String(expression.value), type: BOOLEAN, literal: expression.value };
    case 'number':
      return numberLiteral(expression);
    case 'text':
      return textLiteral(expression.value);
    case 'typed':
      return typedLiteral(expression.type, expression.value);
    case 'interval':
      return intervalLiteral(expression);
    case 'parameter': {
      const type = context.parameters.get(expression.name);
      if (!type) throw sqlInvalid(`the step has no parameter ${expression.name}`);
      return typed(`getvariable('${expression.name}')`, type);
    }
    case 'column':
      return scope.resolve(expression.parts);
    case 'star':
      throw sqlInvalid('* stands only in SELECT and in count(*)');
    case 'unary':
      return unary(expression.operator, of(expression.operand));
    case 'binary':
      return binary(expression.operator, of(expression.left), of(expression.right));
    case 'is': {
      const value = of(expression.operand);
      const what = expression.what === 'UNKNOWN' ? 'NULL' : expression.what;
      const operand = what === 'NULL' ? value : boolean(value, `IS ${what}`);
      return typed(`(${operand.sql} IS ${expression.not ? 'NOT ' : ''}${what})`, BOOLEAN);
    }
    case 'between': {
      const value = of(expression.operand);
      const inside = binary(
        'AND',
        comparison('>=', value, of(expression.low)),
        comparison('<=', value, of(expression.high)),
      );
      return expression.not ? unary('NOT', inside) : inside;
    }
    case 'in': {
      const { values } = unified([of(expression.operand), ...expression.list.map(of)], 'IN');
      const [operand, ...list] = values.map(({ sql }) => sql);
      return typed(`(${operand} ${expression.not ? 'NOT ' : ''}IN (${list.join(', ')}))`, BOOLEAN);
    }
    case 'inQuery':
      return inQuery(context, expression, scope);
    case 'exists':
      return typed(`EXISTS (${context.compileQuery(expression.query, scope).sql})`, BOOLEAN);
    case 'scalarQuery': {
      const { sql, columns } = context.compileQuery(expression.query, scope);
      const [column, other] = columns;
      if (!column || other) throw sqlInvalid('a subquery as a value has one column');
      return typed(`(${sql})`, column.type);
    }
    case 'like':
      return like(expression, asText(of(expression.operand), expression.operator), of(expression.pattern));
    case 'case':
      return caseWhen(expression, of);
    case 'cast': {
      const value = of(expression.operand);
      return {
        sql: castSql(value, expression.type, expression.mode),
        type: expression.type,
        ...(value.name !== undefined && { name: value.name }),
      };
    }
    case 'call':
      return compileCall(context, expression, scope);
    case 'lambda':
      throw sqlInvalid('a lambda stands only as an argument of a function that takes one');
    case 'subscript':
      return subscript(of(expression.operand), of(expression.index));
    case 'field':
      return field(of(expression.operand), expression.name);
    case 'row': {
      const items = expression.items.map(of);
      const fields = items.map(({ type, name }, at) => ({ name: name ?? `col${at + 1}`, type }));
      return typed(
        `struct_pack(${items.map(({ sql }, at) => `${identifier(fields[at]?.name ?? '')} := ${sql}`).join(', ')})`,
        structOf(fields),
      );
    }
  }
};

const caseWhen = (
  { operand, whens, otherwise }: Extract<Expression, { kind: 'case' }>,
  of: (inner: Expression) => Typed,
): Typed => {
  const base = operand && of(operand);
  const results = whens.map(({ result }) => of(result));
  const last = otherwise ? of(otherwise) : NULL_LITERAL;
  const type = commonTypeOf([...results, last], 'CASE');
  const branches = whens.map(({ when }, at) => {
    const condition = base ? comparison('=', base, of(when)) : boolean(of(when), 'WHEN');
    return `WHEN ${condition.sql} THEN ${coerced(results[at] ?? NULL_LITERAL, type).sql}`;
  });
  return typed(`CASE ${branches.join(' ')} ELSE ${coerced(last, type).sql} END`, type);
};

const inQuery = (
  context: Context,
  { operand, not, query }: Extract<Expression, { kind: 'inQuery' }>,
  scope: Scope,
): Typed => {
  const value = compile(context, operand, scope);
  if (value.type.kind === 'struct')
    throw notPortable('IN of several columns with a subquery', 'EXISTS with the columns compared');
  const { sql, columns } = context.compileQuery(query, scope);
  const [column, other] = columns;
  if (!column || other) throw sqlInvalid('a subquery of IN has one column');
  const alias = context.fresh('q');
  const item: Typed = { sql: `${alias}.${identifier(column.sqlName)}`, type: column.type };
  const { values } = unified([value, item], 'IN');
  const [left, right] = values;
  if (!left || !right) throw mismatch('IN', 'a value', STRING);
  const inside = `${left.sql} IN (SELECT ${right.sql} FROM (${sql}) AS ${alias})`;
  if (not && scope.projecting) throw notPortable('NOT IN of a subquery as a value', 'NOT EXISTS');
  // Spark joins, so that what is not found is false, even beside NULLs; NOT IN knows of NULLs.
  return typed(not ? `(NOT (${inside}))` : `coalesce(${inside}, false)`, BOOLEAN);
};
