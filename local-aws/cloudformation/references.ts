import { splitAttribute } from './intrinsics.ts';
import { PLACEHOLDER } from './substitute.ts';
import type { Value } from './template.ts';

/** What a value refers to: the logical id, and the attribute where it is `Fn::GetAtt`. */
export interface Reference {
  name: string;
  attribute?: string;
}

/** Every `Ref`, `Fn::GetAtt` and `Fn::Sub` placeholder of a value; parameters are among them. Branches of `Fn::If` are taken by `condition`. */
export function references(value: Value, condition: (name: string) => boolean): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item) => references(item, condition));
  if (typeof value !== 'object' || value === null) return [];
  const [[name, argument] = ['', null], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (name === 'Ref' && typeof argument === 'string') return [{ name: argument }];
    if (name === 'Fn::GetAtt') return attributeReference(argument, condition);
    if (name === 'Fn::Sub') return substitutions(argument, condition);
    if (name === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
      return references((condition(argument[0]) ? argument[1] : argument[2]) ?? null, condition);
    }
  }
  return Object.values(value).flatMap((member) => references(member, condition));
}

function attributeReference(argument: Value, condition: (name: string) => boolean): Reference[] {
  const [name, attribute] = Array.isArray(argument) ? argument : splitAttribute(String(argument));
  if (typeof attribute === 'string') return [{ name: String(name), attribute }];
  return [{ name: String(name) }, ...references(attribute ?? null, condition)];
}

function substitutions(argument: Value, condition: (name: string) => boolean): Reference[] {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, null];
  const own = new Set(Object.keys((variables as Record<string, Value> | null) ?? {}));
  const names = [...String(text).matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  return [
    ...names
      .filter((name) => !own.has(name))
      .map((name): Reference => {
        if (!name.includes('.')) return { name };
        const [id, attribute] = splitAttribute(name);
        return { name: id, attribute };
      }),
    ...references(variables ?? null, condition),
  ];
}
