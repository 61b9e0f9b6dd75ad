import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** A call that cannot be taken as it is; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something outside the command is missing or refused; exit code 1, the message is all that is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Options by Node's own parser; an unknown one is a `UsageError` that names the command's help. */
export const parseOptions = <const T extends ParseArgsOptionsConfig>(
  command: string,
  args: string[],
  options: T,
  positionals = 0,
) => {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals)
      throw new Error(`Unexpected argument '${parsed.positionals[positionals]}'`);
    return parsed;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nSee: nightjar ${command} --help`);
  }
};

/** A whole number option of at least `least`. */
export const wholeNumber = (name: string, text: string | undefined, least: number): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new UsageError(`--${name} takes a whole number from ${least}, not "${text}"`);
  return value;
};

/** A business date option. */
export const businessDateOption = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    throw new UsageError(`--business-date takes a date such as 2026-11-22, not "${text}"`);
  return text;
};
