import { formatWithOptions } from 'node:util';

const LEVELS = { debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR', trace: 'TRACE' } as const;

/**
 * Sends everything that the function prints to `write`, in order, one log event a call. `console` writes Lambda's form (time, request,
 * level, text, separated by tabs); what is written to the process's streams directly, as a logger's own console does, stays as it is and
 * is cut at line ends. The returned function writes what is left without a line end.
 */
export function captureOutput(write: (text: string) => void, requestId: () => string): () => void {
  for (const [method, level] of Object.entries(LEVELS)) {
    Object.assign(console, {
      [method]: (...values: unknown[]) => {
        const text = formatWithOptions({ depth: 4 }, ...values);
        write(`${new Date().toISOString()}\t${requestId()}\t${level}\t${text}`);
      },
    });
  }
  let rest = '';
  const stream = (chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString())).split(
      '\n',
    );
    rest = lines.pop() ?? '';
    for (const line of lines) write(line);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') queueMicrotask(() => callback());
    return true;
  };
  process.stdout.write = stream as typeof process.stdout.write;
  process.stderr.write = stream as typeof process.stderr.write;
  return () => {
    if (rest) write(rest);
    rest = '';
  };
}
