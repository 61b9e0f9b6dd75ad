/** Without the quotes around it. */
export const removeQuotes = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;

/** Each backslash gone that stands before a character. */
export const removeEscapes = (text: string): string => text.replace(/\\(.)/g, '$1');
