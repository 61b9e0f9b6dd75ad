import { invalidTemplate, type ParameterTemplate, type Template, type Value } from './template.ts';

export interface ParameterInput {
  ParameterKey?: string | undefined;
  ParameterValue?: string | undefined;
  UsePreviousValue?: boolean | undefined;
}

/** Parameter values as texts by name, from the request, the stack's former values and the defaults. Throws `ValidationError`. */
export function parameterValues(
  template: Template,
  given: readonly ParameterInput[],
  previous: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const declared = template.Parameters ?? {};
  const unknown = given.map(({ ParameterKey = '' }) => ParameterKey).filter((name) => !(name in declared));
  if (unknown.length > 0) throw invalidTemplate(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(declared)) {
    const input = given.find(({ ParameterKey }) => ParameterKey === name);
    const value = input?.UsePreviousValue ? previous[name] : (input?.ParameterValue ?? parameter.Default);
    if (value === undefined) missing.push(name);
    else values[name] = checked(name, parameter, String(value));
  }
  if (missing.length > 0) throw invalidTemplate(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

function checked(name: string, parameter: ParameterTemplate, value: string): string {
  const { Type } = parameter;
  const complain = (text: string) => {
    throw invalidTemplate(
      parameter.ConstraintDescription ? `Parameter '${name}' ${parameter.ConstraintDescription}` : text,
    );
  };
  if (Type.startsWith('AWS::SSM::')) {
    throw invalidTemplate(
      `Parameter ${name}: the type ${Type} is not supported by local-aws; give the value itself as a String`,
    );
  }
  if (!/^(String|Number|List<Number>|CommaDelimitedList|AWS::EC2::[\w:]+|List<AWS::EC2::[\w:]+>)$/.test(Type)) {
    throw invalidTemplate(`Template format error: Unrecognized parameter type: ${Type}`);
  }
  if (Type === 'Number' || Type === 'List<Number>') {
    for (const part of Type === 'Number' ? [value] : value.split(',')) {
      if (part.trim() === '' || Number.isNaN(Number(part))) complain(`Parameter '${name}' must be a number.`);
    }
  }
  const allowed = parameter.AllowedValues?.map(String);
  if (allowed && !allowed.includes(value)) complain(`Parameter '${name}' must be one of AllowedValues`);
  if (parameter.AllowedPattern !== undefined && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(value)) {
    complain(`Parameter '${name}' failed to satisfy constraint: must match pattern ${parameter.AllowedPattern}`);
  }
  const { MinLength, MaxLength, MinValue, MaxValue } = parameter;
  if (MinLength !== undefined && value.length < MinLength) {
    complain(`Parameter '${name}' must contain at least ${MinLength} characters`);
  }
  if (MaxLength !== undefined && value.length > MaxLength) {
    complain(`Parameter '${name}' must contain at most ${MaxLength} characters`);
  }
  if (MinValue !== undefined && Number(value) < MinValue) {
    complain(`Parameter '${name}' must be a number not less than ${MinValue}`);
  }
  if (MaxValue !== undefined && Number(value) > MaxValue) {
    complain(`Parameter '${name}' must be a number not greater than ${MaxValue}`);
  }
  return value;
}

/** A parameter's value as `Ref` gives it: lists are split. */
export function parameterReference(parameter: ParameterTemplate, value: string): Value {
  const isList = parameter.Type === 'CommaDelimitedList' || parameter.Type.startsWith('List<');
  if (!isList) return value;
  return value === '' ? [] : value.split(',').map((part) => part.trim());
}
