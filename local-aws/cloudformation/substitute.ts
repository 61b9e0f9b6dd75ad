import { invalidTemplate, type Value } from './template.ts';

/** The placeholders of an `Fn::Sub` text: `${Name}`, `${Resource.Attribute}`; `${!Literal}` is none. */
export const PLACEHOLDER = /\$\{([^!{}][^{}]*)\}/g;

/** `Fn::Sub`: `"text"` or `["text", { Name: value }]`. */
export function substitute(argument: Value, resolve: (value: Value) => Value): string {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    throw invalidTemplate(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  return text.replaceAll(/\$\{([^{}]+)\}/g, (_whole, expression: string) => {
    if (expression.startsWith('!')) return `\${${expression.slice(1)}}`;
    const name = expression.trim();
    const own = variables[name];
    const value = own === undefined ? lookUp(name, resolve) : resolve(own);
    if (typeof value === 'object') {
      throw invalidTemplate(`Template error: \${${name}} of Fn::Sub must be a text, not ${JSON.stringify(value)}`);
    }
    return String(value);
  });
}

function lookUp(name: string, resolve: (value: Value) => Value): Value {
  return name.includes('.') ? resolve({ 'Fn::GetAtt': name }) : resolve({ Ref: name });
}
