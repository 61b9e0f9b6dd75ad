import { XmlInvalid } from './parse.ts';

/** An element to be written: its text, or the elements in it. */
export interface XmlNode {
  name: string;
  attributes?: Record<string, string>;
  content: string | XmlNode[];
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};
/** The first character that XML 1.0 cannot hold, escaped or not. https://www.w3.org/TR/xml/#charsets */
const impossibleIn = (text: string): number | undefined => {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const control = code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd;
    if (control || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) return code;
  }
  return undefined;
};

const escaped = (text: string, what: RegExp): string => {
  const bad = impossibleIn(text);
  if (bad !== undefined)
    throw new XmlInvalid(
      `XML cannot hold the character U+${bad.toString(16).padStart(4, '0').toUpperCase()}, found in ${JSON.stringify(text.slice(0, 80))}`,
    );
  return text.replace(what, (character) => entities[character] ?? character);
};

const write = ({ name, attributes = {}, content }: XmlNode, indent: string): string => {
  const open = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value, /[&<"\r\n\t]/g)}"`)
    .join('')}`;
  if (typeof content === 'string') return `${open}>${escaped(content, /[&<>\r]/g)}</${name}>`;
  if (content.length === 0) return `${open}/>`;
  return `${open}>\n${content.map((child) => write(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
};

/** A document's text: UTF-8, an element a line. Equal trees give equal bytes. */
export const writeXml = (root: XmlNode): string => `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}\n`;
