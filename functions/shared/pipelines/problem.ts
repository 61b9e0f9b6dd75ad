/** One mistake in a pipeline's folder. */
export interface Problem {
  /** Relative to the folder, such as `pipeline.yml`. */
  file: string;
  line?: number;
  /** Keys down to the mistake, such as `sources.accounts.columns`; empty for the file as a whole. */
  path: string;
  message: string;
  /** What to do, such as `did you mean "columns"?`. */
  hint?: string;
}

/** `pipeline.yml:12 sources.accounts: unknown key "colums" (did you mean "columns"?)` */
export const problemText = ({ file, line, path, message, hint }: Problem): string =>
  `${file}${line === undefined ? '' : `:${line}`}${path === '' ? '' : ` ${path}`}: ${message}${hint ? ` (${hint})` : ''}`;

/** A pipeline's folder cannot be used; lists every mistake found. */
export class PipelineInvalid extends Error {
  override readonly name = 'PipelineInvalid';
  readonly pipeline: string;
  readonly problems: readonly Problem[];

  constructor(pipeline: string, problems: readonly Problem[], options?: ErrorOptions) {
    super(
      `pipeline "${pipeline}" has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`,
      options,
    );
    this.pipeline = pipeline;
    this.problems = problems;
  }
}
