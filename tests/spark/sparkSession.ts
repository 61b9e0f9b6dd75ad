import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sparkEnvironment } from '../../local-aws/engines/spark/sparkProcess.ts';
import type { StepResources } from '../../local-aws/engines/sql/step/resources.ts';

const root = join(import.meta.dirname, '..', '..');

/** One Spark for many steps: the job's own script in a process that stays, so that Java starts once. */
export class SparkSession {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #errors = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (!child.stdout) throw new TypeError('the session has no standard output');
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr?.on('data', (chunk) => {
      this.#errors = (this.#errors + String(chunk)).slice(-4000);
    });
  }

  static async start(resources: StepResources, directory: string): Promise<SparkSession> {
    const pythonRoot = join(root, '.nightjar', 'python');
    const { python, env } = await sparkEnvironment({ resources, pythonRoot, directory });
    const script = join(import.meta.dirname, 'session.py');
    return new SparkSession(spawn(python, [script, join(root, 'glue', 'run_sql.py')], { cwd: directory, env }));
  }

  /** Runs the step document in that file. Throws what the script throws. */
  async run(stepFile: string): Promise<void> {
    this.#child.stdin?.write(`${stepFile}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`Spark ended: ${this.#errors}`);
    const answer = JSON.parse(value) as { error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
  }

  /** Ends it; Java ends with Python's standard input. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin?.end();
    await ended;
  }
}
