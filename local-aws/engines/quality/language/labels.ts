import type { Cursor } from './cursor.ts';
import { removeQuotes } from './quoting.ts';

const MOST = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** `["key"="value", …]`; `inherited` are the ruleset's own, which count towards the most that a rule may have. */
export const readLabels = (cursor: Cursor, inherited: ReadonlyMap<string, string>): Map<string, string> => {
  const start = cursor.token;
  cursor.expect('=');
  cursor.expect('[');
  const labels = new Map<string, string>();
  let count = 0;
  if (!cursor.is(']')) {
    do {
      const key = cursor.expect('string');
      cursor.expect('=');
      const value = cursor.expect('string');
      count++;
      const [name, text] = [removeQuotes(key.text), removeQuotes(value.text)];
      if (name === '' || text === '') cursor.refuse("a label's key and value must not be empty", key);
      if (name.length > LONGEST_KEY)
        cursor.refuse(`a label's key has at most ${LONGEST_KEY} characters, this one ${name.length}`, key);
      if (text.length > LONGEST_VALUE)
        cursor.refuse(`a label's value has at most ${LONGEST_VALUE} characters, this one ${text.length}`, value);
      if (labels.has(name)) cursor.refuse(`label '${name}' comes twice`, key);
      labels.set(name, text);
    } while (cursor.accept(','));
  }
  cursor.expect(']');
  if (count === 0) cursor.refuse('labels need at least one label', start);
  if (inherited.size + count > MOST) cursor.refuse(`a rule has at most ${MOST} labels`, start);
  return labels;
};
