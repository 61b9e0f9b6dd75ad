import { parseXml, type XmlElement, XmlInvalid } from './parse.ts';
import { type ComplexType, type ElementUse, parseSchema } from './schema.ts';
import { brokenRule, type SimpleType } from './simpleTypes.ts';

/** Mistakes beyond this are not listed. */
const most = 50;
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Every way in which a document is not what its schema says, each with the path of the element; none for a valid one. */
export const validateXml = (schemaText: string, text: string): string[] => {
  const schema = parseSchema(schemaText);
  const problems: string[] = [];
  const say = (path: string, message: string): void => {
    if (problems.length < most) problems.push(`${path}: ${message}`);
  };

  const simple = (element: XmlElement, type: SimpleType, path: string): void => {
    const [child] = element.children;
    const broken = child ? undefined : brokenRule(type, element.text);
    if (child) say(path, `holds <${child.name}>, expected text`);
    else if (broken) say(path, `"${element.text.slice(0, 80)}" ${broken}`);
  };

  const attributes = (element: XmlElement, declared: ComplexType['attributes'], path: string): void => {
    for (const [name, value] of Object.entries(element.attributes)) {
      const [prefix = ''] = name.includes(':') ? name.split(':') : [];
      if (element.prefixes[prefix] === instance && name.endsWith(':schemaLocation')) continue;
      const known = declared.find((attribute) => attribute.name === name);
      const broken = known ? brokenRule(known.type, value) : 'is not declared';
      if (broken) say(`${path}/@${name}`, `"${value}" ${broken}`);
    }
    for (const { name, required } of declared)
      if (required && element.attributes[name] === undefined) say(`${path}/@${name}`, 'is missing');
  };

  const sequence = (element: XmlElement, uses: readonly ElementUse[], path: string): void => {
    let next = 0;
    for (const use of uses) {
      let count = 0;
      for (let child = element.children[next]; child && count < use.max; child = element.children[next]) {
        if (child.name !== use.name || child.namespace !== schema.namespace) break;
        count += 1;
        next += 1;
        visit(child, use, `${path}/${use.name}${use.max > 1 ? `[${count}]` : ''}`);
      }
      if (count < use.min) {
        const found = element.children[next];
        say(path, `expected <${use.name}>, found ${found ? `<${found.name}>` : 'the end'}`);
        return;
      }
    }
    const left = element.children[next];
    if (left) say(path, `<${left.name}> is not expected here`);
  };

  const visit = (element: XmlElement, { type }: ElementUse, path: string): void => {
    attributes(element, type.kind === 'complex' ? type.attributes : [], path);
    const text = type.kind === 'simple' ? type : type.text;
    if (text) simple(element, text, path);
    else if (type.kind === 'complex') {
      if (element.text.trim() !== '')
        say(path, `holds the text "${element.text.trim().slice(0, 80)}" between its elements`);
      sequence(element, type.elements, path);
    }
  };

  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    if (error instanceof XmlInvalid) return [error.message];
    throw error;
  }
  const use = schema.roots.get(root.name);
  if (!use || root.namespace !== schema.namespace)
    return [`/${root.name}: the schema declares no such root in namespace "${root.namespace}"`];
  visit(root, use, `/${root.name}`);
  return problems;
};
