import { margin, pythonText, sigmoid } from './score.ts';
import type { TreeModel } from './treeModel.ts';

/** Anything else (text, quotes, spaces, CRLF, nan) is for the process to judge. */
const PLAIN = /^[0-9.eE+\-,\n]+$/;

/** A CSV body's scores, one a line, or undefined when it is not plainly rows of numbers of one width. */
export const scoreCsv = (model: TreeModel, body: Uint8Array): string | undefined => {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1').trim();
  if (!PLAIN.test(text)) return undefined;
  const lines = text.split('\n');
  const width = lines[0]?.split(',').length ?? 0;
  if (width < 2 || width > model.features) return undefined;
  const row = new Float32Array(model.features);
  let answer = '';
  for (const line of lines) {
    const cells = line.split(',');
    if (cells.length !== width) return undefined;
    row.fill(Number.NaN);
    for (let column = 0; column < width; column++) {
      const cell = cells[column] as string;
      if (cell === '') continue;
      const value = Number(cell);
      if (!Number.isFinite(value)) return undefined;
      row[column] = value;
    }
    answer += `${pythonText(sigmoid(margin(model, row)))}\n`;
  }
  return answer;
};
