import { spawn } from 'node:child_process';

export interface Finished {
  /** 0 when it went well; undefined when the program could not be started. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Runs a tool to its end and collects what it writes; each line it writes is shown to `onLine`. Never rejects. */
export const run = (
  command: string,
  arguments_: readonly string[],
  options: { env?: NodeJS.ProcessEnv; onLine?: (line: string) => void; timeoutMs?: number } = {},
): Promise<Finished> =>
  new Promise((resolve) => {
    const child = spawn(command, arguments_, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.env && { env: options.env }),
      ...(options.timeoutMs && { timeout: options.timeoutMs, killSignal: 'SIGKILL' as const }),
    });
    let stdout = '';
    let stderr = '';
    const show = (text: string) => {
      for (const line of text.split('\n')) if (line.trim()) options.onLine?.(line.trim());
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      show(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      show(text);
    });
    child.on('error', (error) => resolve({ code: undefined, stdout, stderr: stderr || error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
