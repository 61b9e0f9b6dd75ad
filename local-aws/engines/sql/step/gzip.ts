import { closeSync, openSync, readSync } from 'node:fs';

/** Whether the file begins as gzip does, whatever it is called. */
export const isGzip = (path: string): boolean => {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(2);
    return readSync(file, head, 0, 2, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b;
  } finally {
    closeSync(file);
  }
};
