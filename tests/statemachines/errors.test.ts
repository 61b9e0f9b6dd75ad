import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorNames } from '../../functions/shared/errors.ts';
import { allStates } from './definitions.ts';

const functions = join(import.meta.dirname, '..', '..', 'functions');

/** Names that Step Functions and Lambda themselves use in `ErrorEquals`. */
const ofAws = /^(States\.|Lambda\.)/;

const sources = (): string =>
  readdirSync(functions, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'errors.ts')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

test('every error that a state machine names is one that a handler can end with', () => {
  const named = allStates().flatMap(({ state }) =>
    [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap(({ ErrorEquals }) => ErrorEquals),
  );
  const unknown = [...new Set(named)].filter(
    (name) => !ofAws.test(name) && !(errorNames as readonly string[]).includes(name),
  );
  expect(unknown).toEqual([]);
});

test('every error of the list is thrown, answered or passed on from a job somewhere', () => {
  const text = `${sources()}\n${JSON.stringify(allStates().map(({ state }) => state))}`;
  const ofJobs = [
    'SourceDamaged',
    'SchemaChanged',
    'OutputInvalid',
    'NotPortable',
    'SqlFailed',
    'SqlInvalid',
    'StepInvalid',
    'SourceMissing',
    'SourceChanged',
    'OutOfMemory',
    'EngineFailed',
  ];
  const unused = errorNames.filter((name) => !ofJobs.includes(name) && !new RegExp(`['"]${name}['"]`).test(text));
  expect(unused).toEqual([]);
});
