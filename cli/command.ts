/** One command of the line. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints. */
  help: string;
  /** Exit code. */
  run(args: string[]): Promise<number>;
}
