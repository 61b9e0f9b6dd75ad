import { join } from 'node:path';
import type { Command } from '../command.ts';
import { createPipeline } from '../new/createPipeline.ts';
import { NewPipelineInvalid } from '../new/pipelineRequest.ts';
import { projectRoot } from '../session/paths.ts';
import { parseOptions, UsageError } from '../usage.ts';

const help = `nightjar new NAME --csv FILE --label COLUMN: makes a pipeline's folder from a table that nobody prepared

  --csv FILE              delimited text with a header line (comma, semicolon, tab, | or space; plain or .gz)
  --label COLUMN          what is to be predicted
  --positive VALUE        the label's value that counts as 1; needed where the label has more than two values
  --id COLUMN             unique in every row (a hash of the row where there is none)
  --time COLUMN           dates: the oldest rows train, the newest are the holdout (else the split is by a hash of the id)
  --group COLUMN          rows with the same value stay on one side of the split; no feature; may be repeated
  --protected COLUMN      beside the features for the fairness check, never among them; may be repeated

Then: nightjar run --pipeline NAME`;

const options = {
  csv: { type: 'string' },
  label: { type: 'string' },
  positive: { type: 'string' },
  id: { type: 'string' },
  time: { type: 'string' },
  group: { type: 'string', multiple: true },
  protected: { type: 'string', multiple: true },
} as const;

export const newPipeline: Command = {
  summary: 'make a pipeline from a table',
  help,
  run: async (args) => {
    const { values, positionals } = parseOptions('new', args, options, 1);
    const [name] = positionals;
    if (!name) throw new UsageError('what is the pipeline to be called? See: nightjar new --help');
    const { csv, label, positive, id, time } = values;
    if (!csv || !label) throw new UsageError(`--${csv ? 'label' : 'csv'} is missing. See: nightjar new --help`);
    try {
      const { folder, notes } = await createPipeline(join(projectRoot, 'pipelines'), {
        name,
        csv,
        label,
        ...(positive !== undefined && { positive }),
        ...(id !== undefined && { id }),
        ...(time !== undefined && { time }),
        group: values.group ?? [],
        protected: values.protected ?? [],
      });
      console.log([folder, ...notes.map((note) => `  ${note}`), '', `nightjar run --pipeline ${name}`].join('\n'));
      return 0;
    } catch (error) {
      if (error instanceof NewPipelineInvalid) throw new UsageError(error.message);
      throw error;
    }
  },
};
