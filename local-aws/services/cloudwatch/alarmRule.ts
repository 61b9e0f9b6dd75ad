import type { AlarmState } from './alarmRecord.ts';
import { invalidParameter } from './invalid.ts';

/** A composite alarm's rule, compiled. */
export interface Rule {
  /** Names of the alarms it looks at. */
  alarms: string[];
  holds(stateOf: (alarm: string) => AlarmState | undefined): boolean;
}

type Test = Rule['holds'];

/** Compiles `ALARM("a") AND NOT (OK(b) OR TRUE)`. Throws `InvalidParameterValueException`. */
export function parseRule(text: string): Rule {
  const tokens = [...text.matchAll(/\s*("(?:[^"\\]|\\.)*"|[()]|[^\s()"]+)/g)].map(([, token = '']) => token);
  const alarms: string[] = [];
  const fail = (found: string | undefined) =>
    invalidParameter(`Invalid AlarmRule: unexpected ${found === undefined ? 'end' : `"${found}"`} in "${text}".`);
  const take = (token: string) => {
    const found = tokens.shift();
    if (found !== token) throw fail(found);
  };
  const either = (): Test => joined('OR', both, (tests, stateOf) => tests.some((test) => test(stateOf)));
  const both = (): Test => joined('AND', single, (tests, stateOf) => tests.every((test) => test(stateOf)));
  const joined = (
    word: string,
    part: () => Test,
    join: (tests: Test[], stateOf: Parameters<Test>[0]) => boolean,
  ): Test => {
    const tests = [part()];
    while (tokens[0] === word) {
      tokens.shift();
      tests.push(part());
    }
    return (stateOf) => join(tests, stateOf);
  };
  const single = (): Test => {
    const token = tokens.shift();
    if (token === 'NOT') {
      const test = single();
      return (stateOf) => !test(stateOf);
    }
    if (token === '(') {
      const test = either();
      take(')');
      return test;
    }
    if (token === 'TRUE') return () => true;
    if (token === 'FALSE') return () => false;
    if (token !== 'ALARM' && token !== 'OK' && token !== 'INSUFFICIENT_DATA') throw fail(token);
    take('(');
    const alarm = alarmName(tokens.shift() ?? '');
    take(')');
    alarms.push(alarm);
    return (stateOf) => stateOf(alarm) === token;
  };
  const holds = either();
  if (tokens.length > 0) throw fail(tokens[0]);
  return { alarms, holds };
}

/** From a quoted or bare name, or an ARN. */
function alarmName(token: string): string {
  const name = token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;
  return name.startsWith('arn:') ? name.split(':').slice(6).join(':') : name;
}
