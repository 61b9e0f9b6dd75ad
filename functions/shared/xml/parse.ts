import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its namespace resolved. Comments and processing instructions are not kept. */
export interface XmlElement {
  name: string;
  namespace: string;
  /** Without the declarations of namespaces. */
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text of an element; of one with children, what stands between them. */
  text: string;
  /** Prefix → namespace, as they are in force here. */
  prefixes: Record<string, string>;
}

/** Text that is no well-formed XML, or that uses what is not supported here. */
export class XmlInvalid extends Error {
  override readonly name = 'XmlInvalid';
}

type Ordered = { [tag: string]: Ordered[] | string | Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: '#cdata',
});

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name) ?? [];
    if (whole.endsWith(';') && (hex || decimal))
      return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    const known = whole.endsWith(';') ? named[name] : undefined;
    if (known === undefined) throw new XmlInvalid(`${whole} is no entity of XML itself`);
    return known;
  });

const splitName = (name: string): [string, string] => {
  const at = name.indexOf(':');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
};

const elementOf = (node: Ordered, inherited: Record<string, string>): XmlElement => {
  const tag = Object.keys(node).find((key) => key !== ':@') ?? '';
  const raw = Object.entries((node[':@'] ?? {}) as Record<string, string>);
  const prefixes = { ...inherited };
  for (const [name, value] of raw) {
    if (name === 'xmlns') prefixes[''] = decode(value);
    else if (name.startsWith('xmlns:')) prefixes[name.slice(6)] = decode(value);
  }
  const [prefix, name] = splitName(tag);
  const namespace = prefixes[prefix];
  if (namespace === undefined && prefix !== '')
    throw new XmlInvalid(`the prefix ${prefix} of <${tag}> is not declared`);
  const children: XmlElement[] = [];
  let text = '';
  for (const child of node[tag] as Ordered[]) {
    const [key = ''] = Object.keys(child);
    if (key === '#text') text += decode(child[key] as string);
    else if (key === '#cdata') text += (child[key] as Ordered[]).map((part) => part['#text'] as string).join('');
    else if (!key.startsWith('?')) children.push(elementOf(child, prefixes));
  }
  return {
    name,
    namespace: namespace ?? '',
    attributes: Object.fromEntries(
      raw.filter(([key]) => key !== 'xmlns' && !key.startsWith('xmlns:')).map(([key, value]) => [key, decode(value)]),
    ),
    children,
    text,
    prefixes,
  };
};

/** The root element of a document. A document type is refused: nothing of ours needs one, and entities are what attacks are made of. */
export const parseXml = (text: string): XmlElement => {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new XmlInvalid(`line ${verdict.err.line}: ${verdict.err.msg}`);
  if (/<!DOCTYPE/i.test(text)) throw new XmlInvalid('a document type is not taken');
  const roots = (parser.parse(text) as Ordered[]).filter((node) => !Object.keys(node).some((key) => /^[?#]/.test(key)));
  const [root] = roots;
  if (!root || roots.length > 1) throw new XmlInvalid('a document has exactly one root element');
  return elementOf(root, { xml: 'http://www.w3.org/XML/1998/namespace' });
};
