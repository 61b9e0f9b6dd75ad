import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { pipelineJsonSchema } from '../../../functions/shared/pipelines/jsonSchema.ts';
import { parsePipeline } from '../../../functions/shared/pipelines/parsePipeline.ts';
import { PipelineInvalid, problemText } from '../../../functions/shared/pipelines/problem.ts';
import { listPipelines, readPipeline } from '../../../functions/shared/pipelines/readPipeline.ts';
import { minimalSpec } from './specs.ts';

const root = join(import.meta.dirname, '..', '..', '..', 'pipelines');
const sql = {
  'sql/things.sql': 'SELECT * FROM raw_things WHERE made_on <= :business_date',
  'sql/features.sql': "SELECT 1 AS row_key -- :nothing\n, ':nothing' AS x",
};

const folderOf = (spec: object, files: Record<string, string> = sql) =>
  new Map(Object.entries({ 'pipeline.yml': stringify(spec), ...files }));

const mistakes = (spec: object, files?: Record<string, string>): string[] => {
  try {
    parsePipeline('tiny', folderOf(spec, files));
  } catch (error) {
    if (error instanceof PipelineInvalid) return error.problems.map(problemText);
    throw error;
  }
  return [];
};

describe('a pipeline folder', () => {
  test.each(['card-fraud', 'credit-risk'])('is right as it is shipped: %s', async (name) => {
    const { spec } = await readPipeline(join(root, name));

    expect(spec.name).toBe(name);
    expect(await listPipelines(root)).toContain(name);
  });

  test('may be as small as its spec', () => {
    expect(mistakes(minimalSpec)).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    [
      'a misspelt key, with line and hint',
      { ...minimalSpec, splitt: {} },
      /^pipeline\.yml:\d+ splitt: unknown key "splitt" \(did you mean "split"\?\)$/,
    ],
    [
      'a misspelt key of a source',
      { ...minimalSpec, sources: { things: { ...minimalSpec.sources.things, formatt: 'csv' } } },
      /^pipeline\.yml:\d+ sources\.things\.formatt: unknown key "formatt" \(did you mean "format"\?\)$/,
    ],
    [
      'a type that is none',
      { ...minimalSpec, features: { ...minimalSpec.features, columns: { x: 'INTEGER' } } },
      /features\.columns\.x: "INTEGER" is not one of STRING/,
    ],
    [
      'a source that is none',
      { ...minimalSpec, tables: { things: { ...minimalSpec.tables.things, from: 'thing' } } },
      /tables\.things\.from: "thing" is no source \(did you mean "things"\?\)/,
    ],
    [
      'text as a feature',
      { ...minimalSpec, features: { ...minimalSpec.features, columns: { x: 'STRING' } } },
      /features\.columns\.x: a feature is a number, STRING is none/,
    ],
    [
      'a protected attribute among the features',
      { ...minimalSpec, features: { ...minimalSpec.features, protected: { x: 'INT' } } },
      /"x" is a feature already, it cannot be a protected attribute too/,
    ],
    [
      'a split by time without a time',
      { ...minimalSpec, split: { by: 'time', validation: 0.1, holdout: 0.1 } },
      /split\.by: a split by time needs features\.time/,
    ],
    [
      'a split that leaves nothing',
      { ...minimalSpec, split: { by: 'hash', validation: 0.5, holdout: 0.5 } },
      /leave nothing to train on/,
    ],
    [
      'windows that share days',
      {
        ...minimalSpec,
        features: { ...minimalSpec.features, time: 'day' },
        split: { by: 'window', train: { from: -9, to: -3 }, holdout: { from: -3, to: 0 } },
      },
      /split\.holdout: shares days with train/,
    ],
    [
      'a date pattern of another kind',
      { ...minimalSpec, sources: { things: { columns: { made_on: { type: 'DATE', pattern: 'dd-MMM-yy' } } } } },
      /only yyyy MM dd HH mm ss/,
    ],
    [
      'a segment from nowhere',
      { ...minimalSpec, evaluation: { segments: ['gender'] } },
      /"gender" is neither protected nor carried/,
    ],
    [
      'another name than the folder',
      { ...minimalSpec, name: 'other' },
      /name: "other" is not the folder's name, "tiny"/,
    ],
    [
      'a time zone that is none',
      { ...minimalSpec, schedule: { ...minimalSpec.schedule, timeZone: 'Mars/Olympus' } },
      /schedule\.timeZone/,
    ],
  ])('is refused for %s', (_, spec, expected) => {
    expect(mistakes(spec).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  test('is refused for files that are missing, empty, named by nobody, or use an unknown parameter', () => {
    const found = mistakes(minimalSpec, {
      'sql/thing.sql': 'SELECT 1',
      'sql/features.sql': 'SELECT\n  :business_day',
    });

    expect(found).toEqual([
      expect.stringMatching(
        /tables\.things\.sql: there is no file sql\/things\.sql \(did you mean "sql\/thing\.sql"\?\)/,
      ),
      'sql/features.sql:2: unknown parameter :business_day (a statement has one parameter, :business_date)',
      'sql/thing.sql: nothing in pipeline.yml names this file (name it or delete it)',
    ]);
  });

  test('is refused for YAML that is none, with the line', () => {
    expect(() => parsePipeline('tiny', new Map([['pipeline.yml', 'name: tiny\nsources: [']]))).toThrow(
      /pipeline\.yml:\d+: no valid YAML/,
    );
  });

  test('says every mistake at once', () => {
    expect(mistakes({ ...minimalSpec, titel: 'x', title: undefined, owner: 7 }).length).toBeGreaterThanOrEqual(3);
  });

  test('that is not there is told from one nearby', async () => {
    await expect(readPipeline(join(root, 'credit-rsik'))).rejects.toThrow(/did you mean "credit-risk"\?/);
  });
});

describe('the JSON schema for editors', () => {
  test('is the one of the spec', () => {
    const shipped = JSON.parse(readFileSync(join(root, 'pipeline.schema.json'), 'utf8')) as unknown;

    expect(shipped).toEqual(pipelineJsonSchema());
  });
});
