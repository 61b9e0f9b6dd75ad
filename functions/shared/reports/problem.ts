import { type Problem, problemText } from '../pipelines/problem.ts';

/** A report's folder cannot be used; lists every mistake found. */
export class ReportInvalid extends Error {
  override readonly name = 'ReportInvalid';
  readonly problems: readonly Problem[];

  constructor(report: string, problems: readonly Problem[], options?: ErrorOptions) {
    super(
      `report "${report}" has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`,
      options,
    );
    this.problems = problems;
  }
}
