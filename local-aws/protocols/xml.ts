import type { NormalizedSchema } from '@smithy/core/schema';
import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../errors.ts';
import { readText, type TimestampFormat, unknownMember, writeText } from './values.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
};

/** Text as it may stand between tags or in an attribute. Control characters that XML 1.0 has no form for are written as references, as S3 does. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"\r\n]/g, (each) => escapes[each] ?? each)
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g,
      (each) => `&#x${each.charCodeAt(0).toString(16)};`,
    );

export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const nameOf = (schema: NormalizedSchema, standard: string): string =>
  (schema.getMergedTraits().xmlName as string | undefined) ?? standard;

/** The elements of a structure's members. Members bound to headers or the like are the caller's matter: it leaves them out of `value`. */
export const encodeMembers = (schema: NormalizedSchema, value: object, timestamps: TimestampFormat): string => {
  let xml = '';
  for (const [member, memberSchema] of schema.structIterator()) {
    const each = (value as Record<string, unknown>)[member];
    if (each === undefined || each === null || memberSchema.getMergedTraits().xmlAttribute) continue;
    xml += encodeXml(memberSchema, nameOf(memberSchema, member), each, timestamps);
  }
  return xml;
};

/** One member as its element, or as several when it is a flattened list or map. */
export const encodeXml = (
  schema: NormalizedSchema,
  name: string,
  value: unknown,
  timestamps: TimestampFormat,
): string => {
  const flattened = Boolean(schema.getMergedTraits().xmlFlattened);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const itemName = flattened ? name : nameOf(item, 'member');
    const items = (value as unknown[]).map((each) => encodeXml(item, itemName, each, timestamps)).join('');
    return flattened ? items : element(name, items);
  }
  if (schema.isMapSchema()) {
    const keyName = nameOf(schema.getKeySchema(), 'key');
    const item = schema.getValueSchema();
    const valueName = nameOf(item, 'value');
    const entries = Object.entries(value as Record<string, unknown>).map(([key, each]) =>
      element(
        flattened ? name : 'entry',
        element(keyName, escapeXml(key)) + encodeXml(item, valueName, each, timestamps),
      ),
    );
    return flattened ? entries.join('') : element(name, entries.join(''));
  }
  if (schema.isStructSchema()) {
    return `<${name}${attributes(schema, value as object)}>${encodeMembers(schema, value as object, timestamps)}</${name}>`;
  }
  return element(name, escapeXml(writeText(schema, value, timestamps)));
};

const attributes = (schema: NormalizedSchema, value: object): string => {
  let text = '';
  for (const [member, memberSchema] of schema.structIterator()) {
    const traits = memberSchema.getMergedTraits();
    const each = (value as Record<string, unknown>)[member];
    if (!traits.xmlAttribute || each === undefined) continue;
    const space = traits.xmlNamespace as [string, string] | undefined;
    const name = nameOf(memberSchema, member);
    if (name.startsWith('xsi:') || space) text += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    text += ` ${name}="${escapeXml(String(each))}"`;
  }
  return text;
};

type Tree = { [name: string]: Tree | string | (Tree | string)[] };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  // Numeric references too: Go's SDK writes the quotes of an entity tag as &#34;.
  htmlEntities: true,
});

/** From a request's XML body to what `schema` (a structure) says. Throws `MalformedXML`. */
export const decodeXml = (schema: NormalizedSchema, body: string): Record<string, unknown> => {
  let document: Tree;
  try {
    document = parser.parse(body, true) as Tree;
  } catch (error) {
    throw malformed(error);
  }
  const root = Object.entries(document).find(([name]) => !name.startsWith('?') && !name.startsWith('#'))?.[1];
  if (root === undefined) throw malformed();
  return decodeNode(schema, root as Tree, '') as Record<string, unknown>;
};

const malformed = (cause?: unknown): AwsError =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    { cause },
  );

const many = (value: Tree | string | (Tree | string)[] | undefined): (Tree | string)[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const textOf = (node: Tree | string): string => (typeof node === 'string' ? node : String(node['#text'] ?? ''));

const decodeNode = (schema: NormalizedSchema, node: Tree | string, path: string): unknown => {
  if (schema.isStructSchema()) return decodeStruct(schema, typeof node === 'string' ? {} : node, path);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const items = typeof node === 'string' ? [] : many(node[nameOf(item, 'member')]);
    return items.map((each, index) => decodeNode(item, each, `${path}[${index}]`));
  }
  return readText(schema, textOf(node), path);
};

const decodeStruct = (schema: NormalizedSchema, node: Tree, path: string): Record<string, unknown> => {
  const output: Record<string, unknown> = {};
  const taken = new Set<string>();
  for (const [member, memberSchema] of schema.structIterator()) {
    const traits = memberSchema.getMergedTraits();
    const name = nameOf(memberSchema, member);
    const each = node[traits.xmlAttribute ? `@${name}` : name];
    taken.add(name);
    if (each === undefined) continue;
    const where = path ? `${path}.${member}` : member;
    if (memberSchema.isListSchema() && traits.xmlFlattened) {
      const item = memberSchema.getValueSchema();
      output[member] = many(each).map((one, index) => decodeNode(item, one, `${where}[${index}]`));
    } else {
      const single = Array.isArray(each) ? each[0] : each;
      if (single !== undefined) output[member] = decodeNode(memberSchema, single, where);
    }
  }
  for (const name of Object.keys(node)) {
    if (!taken.has(name) && !name.startsWith('@') && name !== '#text')
      throw unknownMember(path ? `${path}.${name}` : name, 'MalformedXML');
  }
  return output;
};
