import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../../../local-aws/protocols/model.ts';
import { supportPage } from '../../../local-aws/support/page.ts';

jest.setTimeout(60_000);

test('SUPPORT.md says what the code does: run `npm run support` when it does not', async () => {
  const written = readFileSync(join(import.meta.dirname, '../../../local-aws/SUPPORT.md'), 'utf8');
  expect((await supportPage()) === written).toBe(true);
});

test('no operation names parameters that its API has not', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../local-aws/SUPPORT.md'), 'utf8');
  const wrong: string[] = [];
  for (const section of page.split(/\n##+ /).slice(1)) {
    const service = section.split(' ')[0] ?? '';
    if (!/: \d+ of \d+ operations/.test(section.split('\n')[0] ?? '')) continue;
    const model = await loadModel(service);
    for (const [, operation = '', takes = '', inert = ''] of section.matchAll(/^\| `(\w+)` \| (.*?) \| (.*?) \|/gm)) {
      const input = model.operations.get(operation)?.input;
      if (!input) {
        wrong.push(`${service}:${operation}`);
        continue;
      }
      const members = new Set(input.isStructSchema() ? [...input.structIterator()].map(([name]) => name) : []);
      for (const [, name = ''] of `${takes} ${inert}`.matchAll(/`(\w+)`/g)) {
        if (!members.has(name)) wrong.push(`${service}:${operation} ${name}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
