import { formatText } from './formatText.ts';
import { type IntrinsicFunction, textArgument } from './intrinsicFunction.ts';

export const texts: Record<string, IntrinsicFunction> = {
  'States.Format': { least: 1, most: Number.POSITIVE_INFINITY, run: (values) => formatText(values, false) },

  'States.StringSplit': { least: 2, most: 2, run: (values) => split(textArgument(values, 0), textArgument(values, 1)) },

  'States.UUID': { least: 0, most: 0, run: (_, services) => services.uuid() },
};

/** The parts between separators: each character of `separators` is one, and empty parts are left out. */
function split(text: string, separators: string): string[] {
  if (separators === '') return [text];
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (!separators.includes(character)) part += character;
    else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  if (part !== '') parts.push(part);
  return parts;
}
