import type { Json } from '../../json.ts';
import { IntrinsicProblem } from './intrinsicFunction.ts';
import { unescaped } from './parseIntrinsic.ts';

/**
 * `States.Format`: the template with each `{}` replaced by the argument of its place. `\{`, `\}`, `\'` and `\\` stand for the
 * character itself where the template is written out in the call (`escaped`); one that a path found has them too.
 */
export function formatText(values: Json[], escaped: boolean): string {
  const [template, ...rest] = values;
  if (typeof template !== 'string') throw new IntrinsicProblem('The template of States.Format must be a string');
  let text = '';
  let used = 0;
  for (let at = 0; at < template.length; at++) {
    const character = template[at] ?? '';
    const following = template[at + 1];
    if (character === '\\' && following !== undefined && (escaped || '{}'.includes(following))) {
      text += unescaped(following);
      at++;
    } else if (character === '{' && following === '}') {
      const value = rest[used++];
      if (value === undefined) throw new IntrinsicProblem('There are more place holders than arguments');
      text += typeof value === 'string' ? value : JSON.stringify(value);
      at++;
    } else text += character;
  }
  if (used < rest.length) throw new IntrinsicProblem('There are fewer place holders than arguments');
  return text;
}
