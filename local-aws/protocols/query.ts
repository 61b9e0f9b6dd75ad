import type { NormalizedSchema } from '@smithy/core/schema';
import { mistaken, readText, unknownMember } from './values.ts';

/** Parameters by their dotted names: `Tags.member.1.Key` → Tags → member → 1 → Key. */
interface Node {
  text?: string;
  children: Map<string, Node>;
}

/**
 * From the parameters of an awsQuery request to what the SDK's request type says.
 * Throws `SerializationException` with the name of a parameter that has a wrong type or that the API does not have.
 */
export const decodeQuery = (schema: NormalizedSchema, parameters: URLSearchParams): Record<string, unknown> => {
  const root: Node = { children: new Map() };
  for (const [name, value] of parameters) {
    if (name === 'Action' || name === 'Version') continue;
    let node = root;
    for (const part of name.split('.')) node = childOf(node, part);
    node.text = value;
  }
  return (decode(schema, root, '') ?? {}) as Record<string, unknown>;
};

const childOf = (node: Node, name: string): Node => {
  const known = node.children.get(name) ?? { children: new Map() };
  node.children.set(name, known);
  return known;
};

const decode = (schema: NormalizedSchema, node: Node, path: string): unknown => {
  if (schema.isStructSchema()) return decodeStruct(schema, node, path);
  if (schema.isListSchema()) return decodeList(schema, node, path);
  if (schema.isMapSchema()) return decodeMap(schema, node, path);
  if (node.text === undefined) throw mistaken(path, 'a value', [...node.children.keys()].join(', '));
  return readText(schema, node.text, path);
};

const decodeStruct = (schema: NormalizedSchema, node: Node, path: string): Record<string, unknown> => {
  const output: Record<string, unknown> = {};
  const taken = new Set<string>();
  for (const [member, memberSchema] of schema.structIterator()) {
    // A flattened list is named for its items (`AttributeName.1`), and clients differ in whether they say so.
    const name = (memberSchema.getMergedTraits().xmlName as string | undefined) ?? member;
    for (const each of new Set([name, member])) {
      const child = node.children.get(each);
      if (!child) continue;
      taken.add(each);
      output[member] = decode(memberSchema, child, path ? `${path}.${each}` : each);
    }
  }
  for (const name of node.children.keys()) if (!taken.has(name)) throw unknownMember(path ? `${path}.${name}` : name);
  return output;
};

const numbered = (node: Node, path: string): Node[] =>
  [...node.children]
    .map(([key, child]) => {
      if (!/^\d+$/.test(key)) throw unknownMember(`${path}.${key}`);
      return { index: Number(key), child };
    })
    .sort((one, other) => one.index - other.index)
    .map(({ child }) => child);

const decodeList = (schema: NormalizedSchema, node: Node, path: string): unknown[] => {
  // `Tags=` is how clients write an empty list.
  if (node.children.size === 0) return [];
  const item = schema.getValueSchema();
  const name = (item.getMergedTraits().xmlName as string | undefined) ?? 'member';
  const holder = node.children.get(name) ?? node.children.get('member') ?? node;
  return numbered(holder, path).map((child, index) => decode(item, child, `${path}[${index}]`));
};

const decodeMap = (schema: NormalizedSchema, node: Node, path: string): Record<string, unknown> => {
  const item = schema.getValueSchema();
  const keyName = (schema.getKeySchema().getMergedTraits().xmlName as string | undefined) ?? 'key';
  const valueName = (item.getMergedTraits().xmlName as string | undefined) ?? 'value';
  return Object.fromEntries(
    numbered(node.children.get('entry') ?? node, path).map((entry) => {
      const key = (entry.children.get(keyName) ?? entry.children.get('key'))?.text;
      const value = entry.children.get(valueName) ?? entry.children.get('value');
      if (key === undefined || !value)
        throw mistaken(path, `entries of ${keyName} and ${valueName}`, [...entry.children.keys()]);
      return [key, decode(item, value, `${path}.${key}`)];
    }),
  );
};
