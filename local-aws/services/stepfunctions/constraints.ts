import { AwsError } from '../../errors.ts';

/** `ValidationException` as the service words it. */
export const invalid = (name: string, constraint: string, value?: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? '' : `'${value}' `}at '${name}' failed to satisfy constraint: ${constraint}`,
  );

/** Most characters of an input, an output and a cause. */
export const longestData = 262_144;

export function checkLength(name: string, text: string | undefined, most: number, least = 0): void {
  if (text === undefined) return;
  if (text.length > most) throw invalid(name, `Member must have length less than or equal to ${most}`);
  if (text.length < least) throw invalid(name, `Member must have length greater than or equal to ${least}`, text);
}

/** Names of state machines, executions, aliases: letters of any language, but none of the characters that the service keeps. */
export function checkName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (name.length < 1 || name.length > 80 || /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/.test(name)) {
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  }
}

const kinds = /^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:([A-Za-z]+):(.+)$/;

/** Refuses what is no ARN of one of those kinds with `InvalidArn`. */
export function checkArn(arn: string, ...allowed: string[]): void {
  const match = kinds.exec(arn);
  if (!match) {
    const prefix = arn.split(':')[0];
    throw new AwsError(
      'InvalidArn',
      prefix === 'arn' ? `Invalid Arn: 'Invalid ARN: ${arn}'` : `Invalid Arn: 'Invalid ARN prefix: ${arn}'`,
    );
  }
  if (!allowed.includes(match[1] ?? '')) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${match[1]}'`);
  }
}

/** Parses a text of JSON that a caller gave, or refuses it with that error. */
export function checkJson(text: string, refuse: (reason: string) => AwsError): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw refuse((error as Error).message);
  }
}
