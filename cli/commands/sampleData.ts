import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { count } from '../output/format.ts';
import { SampleDataInvalid, writeSampleData } from '../sample-data/writeSampleData.ts';
import { businessDateOption, parseOptions, UsageError, wholeNumber } from '../usage.ts';

const help = `nightjar sample-data DIRECTORY: writes one night's files of the sample bank (docs/sample-data.md)

  --business-date DATE    the day they are of
  --customers N           size of the bank (5000, about a million transactions)
  --seed N                another bank (1)`;

const options = {
  'business-date': { type: 'string' },
  customers: { type: 'string' },
  seed: { type: 'string' },
} as const;

export const sampleData: Command = {
  summary: "write one night's files of the sample bank",
  help,
  run: async (args) => {
    const { values, positionals } = parseOptions('sample-data', args, options, 1);
    const [directory] = positionals;
    if (!directory) throw new UsageError('into which directory? See: nightjar sample-data --help');
    const businessDate = businessDateOption(values['business-date']);
    if (!businessDate) throw new UsageError('--business-date is missing');
    const customers = wholeNumber('customers', values.customers, 1);
    const seed = wholeNumber('seed', values.seed, 0);
    try {
      const written = await writeSampleData({
        directory: resolve(directory),
        businessDate,
        ...(customers !== undefined && { customers }),
        ...(seed !== undefined && { seed }),
      });
      for (const [source, { files }] of Object.entries(written))
        for (const { name, rows, bytes } of files)
          console.log(
            `${source.padEnd(13)} ${name.padEnd(22)} ${count(rows).padStart(11)} rows ${count(bytes).padStart(13)} bytes`,
          );
      return 0;
    } catch (error) {
      if (error instanceof SampleDataInvalid) throw new UsageError(error.message);
      throw error;
    }
  },
};
