import { parseXml, type XmlElement } from './parse.ts';
import { SchemaUnsupported } from './schemaError.ts';
import { builtIns, compilePattern, type Facets, type SimpleType } from './simpleTypes.ts';

/**
 * The part of XML Schema 1.0 that the reports' schemas use: global and local elements, named and inline types, sequences with occurrence
 * bounds, attributes, text with attributes, restrictions of built-in types by facets. Anything else is refused by name: a schema that is half understood
 * validates nothing. https://www.w3.org/TR/xmlschema-1/
 */
export interface ComplexType {
  kind: 'complex';
  elements: ElementUse[];
  attributes: { name: string; type: SimpleType; required: boolean }[];
  /** Of an element that holds text and attributes. */
  text?: SimpleType;
}
export interface ElementUse {
  name: string;
  type: SimpleType | ComplexType;
  min: number;
  max: number;
}
export interface Schema {
  namespace: string;
  roots: Map<string, ElementUse>;
}

const xs = 'http://www.w3.org/2001/XMLSchema';

const known: Record<string, { attributes: string[]; children: string[] }> = {
  schema: {
    attributes: ['targetNamespace', 'elementFormDefault', 'version', 'xml:lang'],
    children: ['annotation', 'element', 'complexType', 'simpleType'],
  },
  element: {
    attributes: ['name', 'type', 'minOccurs', 'maxOccurs'],
    children: ['annotation', 'complexType', 'simpleType'],
  },
  complexType: { attributes: ['name'], children: ['annotation', 'sequence', 'attribute', 'simpleContent'] },
  simpleContent: { attributes: [], children: ['annotation', 'extension'] },
  extension: { attributes: ['base'], children: ['annotation', 'attribute'] },
  sequence: { attributes: [], children: ['annotation', 'element'] },
  attribute: { attributes: ['name', 'type', 'use'], children: ['annotation', 'simpleType'] },
  simpleType: { attributes: ['name'], children: ['annotation', 'restriction'] },
  restriction: {
    attributes: ['base'],
    children: [
      'annotation',
      'pattern',
      'enumeration',
      'length',
      'minLength',
      'maxLength',
      'totalDigits',
      'fractionDigits',
      'minInclusive',
      'maxInclusive',
      'minExclusive',
      'maxExclusive',
    ],
  },
};
const facet = { attributes: ['value'], children: ['annotation'] };

const check = (element: XmlElement): void => {
  if (element.name === 'annotation') return;
  const rule = known[element.name] ?? facet;
  for (const attribute of Object.keys(element.attributes))
    if (!rule.attributes.includes(attribute))
      throw new SchemaUnsupported(`attribute ${attribute} of xs:${element.name} is not supported`);
  for (const child of element.children) {
    if (child.namespace !== xs || !rule.children.includes(child.name))
      throw new SchemaUnsupported(
        `${child.namespace === xs ? `xs:${child.name}` : child.name} in xs:${element.name} is not supported`,
      );
    check(child);
  }
};

const only = (element: XmlElement, ...names: string[]): XmlElement[] =>
  element.children.filter(({ name }) => names.includes(name));

class Reader {
  readonly #root: XmlElement;
  readonly #named = new Map<string, XmlElement>();
  readonly #done = new Map<string, SimpleType | ComplexType>();

  constructor(root: XmlElement) {
    this.#root = root;
    for (const type of only(root, 'complexType', 'simpleType')) this.#named.set(type.attributes.name ?? '', type);
  }

  elementOf(element: XmlElement): ElementUse {
    const { name, type, minOccurs = '1', maxOccurs = '1' } = element.attributes;
    if (!name) throw new SchemaUnsupported('an xs:element without a name (ref is not supported)');
    const [inline] = only(element, 'complexType', 'simpleType');
    if ((type === undefined) === (inline === undefined))
      throw new SchemaUnsupported(`xs:element ${name} needs a type, named or within it`);
    return {
      name,
      type: inline ? this.#typeOf(inline) : this.#find(type ?? '', element),
      min: Number(minOccurs),
      max: maxOccurs === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maxOccurs),
    };
  }

  #find(reference: string, from: XmlElement): SimpleType | ComplexType {
    const at = reference.indexOf(':');
    const name = reference.slice(at + 1);
    const namespace = from.prefixes[at < 0 ? '' : reference.slice(0, at)] ?? '';
    if (namespace === xs) {
      const base = builtIns[name];
      if (!base) throw new SchemaUnsupported(`the type xs:${name} is not supported`);
      return { kind: 'simple', base: name, facets: [] };
    }
    const type = namespace === (this.#root.attributes.targetNamespace ?? '') ? this.#named.get(name) : undefined;
    if (!type) throw new SchemaUnsupported(`there is no type ${reference}`);
    const known = this.#done.get(name) ?? this.#typeOf(type);
    this.#done.set(name, known);
    return known;
  }

  #simple(reference: string, from: XmlElement): SimpleType {
    const type = this.#find(reference, from);
    if (type.kind !== 'simple') throw new SchemaUnsupported(`${reference} is no simple type`);
    return type;
  }

  #typeOf(type: XmlElement): SimpleType | ComplexType {
    if (type.name === 'simpleType') return this.#restriction(type);
    const sequences = only(type, 'sequence');
    const [content] = only(type, 'simpleContent');
    if (sequences.length + only(type, 'simpleContent').length > 1 || (content && only(type, 'attribute').length > 0))
      throw new SchemaUnsupported('xs:complexType takes one xs:sequence or one xs:simpleContent, not both and not two');
    if (content) {
      const [extension] = only(content, 'extension');
      if (!extension?.attributes.base)
        throw new SchemaUnsupported('xs:simpleContent needs an xs:extension with a base');
      return {
        kind: 'complex',
        elements: [],
        attributes: this.#attributesOf(extension),
        text: this.#simple(extension.attributes.base, extension),
      };
    }
    return {
      kind: 'complex',
      elements: sequences.flatMap((sequence) => only(sequence, 'element').map((element) => this.elementOf(element))),
      attributes: this.#attributesOf(type),
    };
  }

  #attributesOf(type: XmlElement): ComplexType['attributes'] {
    return only(type, 'attribute').map((attribute) => {
      const [inline] = only(attribute, 'simpleType');
      const { name = '', use = 'optional' } = attribute.attributes;
      if (use !== 'required' && use !== 'optional')
        throw new SchemaUnsupported(`use="${use}" of xs:attribute ${name} is not supported`);
      return {
        name,
        type: inline ? this.#restriction(inline) : this.#simple(attribute.attributes.type ?? '', attribute),
        required: use === 'required',
      };
    });
  }

  #restriction(type: XmlElement): SimpleType {
    const [restriction] = only(type, 'restriction');
    if (!restriction?.attributes.base)
      throw new SchemaUnsupported('an xs:simpleType needs an xs:restriction with a base');
    const base = this.#simple(restriction.attributes.base, restriction);
    const facets: Facets = {};
    for (const { name, attributes } of restriction.children) {
      const value = attributes.value ?? '';
      if (name === 'enumeration') facets.enumeration = [...(facets.enumeration ?? []), value];
      // Patterns of one restriction are alternatives.
      else if (name === 'pattern') facets.patterns = [...(facets.patterns ?? []), compilePattern(value)];
      else if (name !== 'annotation') Object.assign(facets, { [name]: value });
    }
    return { kind: 'simple', base: base.base, facets: [...base.facets, facets] };
  }
}

/** Reads a schema; `SchemaUnsupported` names what is not supported. */
export const parseSchema = (text: string): Schema => {
  const root = parseXml(text);
  if (root.namespace !== xs || root.name !== 'schema') throw new SchemaUnsupported('the root is no xs:schema');
  check(root);
  if (root.attributes.targetNamespace && root.attributes.elementFormDefault !== 'qualified')
    throw new SchemaUnsupported('a schema with a target namespace needs elementFormDefault="qualified"');
  const reader = new Reader(root);
  const roots = only(root, 'element').map((element) => reader.elementOf(element));
  if (roots.length === 0) throw new SchemaUnsupported('the schema declares no element');
  return {
    namespace: root.attributes.targetNamespace ?? '',
    roots: new Map(roots.map((element) => [element.name, element])),
  };
};
