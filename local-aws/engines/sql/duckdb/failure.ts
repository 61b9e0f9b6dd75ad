import { isStepError, StepError } from '../errors.ts';

/**
 * What DuckDB threw, as a step's failure. A statement is compiled before it runs, so what DuckDB's own binder refuses is a gap of the
 * compiler: it is refused by name, never answered.
 */
export const stepFailure = (error: unknown, where: string): StepError => {
  if (isStepError(error)) return error;
  const message = (error instanceof Error ? error.message : String(error)).replace(/\n\nLINE \d+:[\s\S]*$/, '').trim();
  const kind = /^(?:Error: )?([A-Z][A-Za-z ]+?) Error: /.exec(message)?.[1];
  const detail = message.replace(/^(?:Error: )?[A-Z][A-Za-z ]+? Error: /, '');
  switch (kind) {
    case 'Out of Memory':
      return new StepError('OutOfMemory', `${where}: ${detail}; give the job a larger worker type or more workers`, {
        cause: error,
      });
    case 'Binder':
    case 'Catalog':
    case 'Parser':
    case 'Not implemented':
      return new StepError('NotPortable', `${where}: ${detail}; write it in the plainer SQL that both engines share`, {
        cause: error,
      });
    default:
      return new StepError('SqlFailed', `${where}: ${detail}`, { cause: error });
  }
};
