import fc from 'fast-check';
import { escapeControls, LineCutter } from '../../../local-aws/containers/logLines.ts';

test('control characters are shown as CloudWatch shows them', () => {
  expect(escapeControls('[0]\ttrain-auc:0.5\u001b[0m')).toBe('[0]#011train-auc:0.5#033[0m');
});

test('lines are the same however the bytes arrive', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))),
      fc.nat(7),
      (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const got: string[] = [];
        const cutter = new LineCutter((line) => got.push(line));
        for (let at = 0; at < bytes.length; at += size + 1) cutter.write(bytes.subarray(at, at + size + 1));
        cutter.end();
        expect(got).toEqual(lines.map(escapeControls));
      },
    ),
  );
});

test('what is left without an end of line is a line', () => {
  const got: string[] = [];
  const cutter = new LineCutter((line) => got.push(line));
  cutter.write(Buffer.from('a\r\nb'));
  cutter.end();

  expect(got).toEqual(['a', 'b']);
});
