import { sqlInvalid } from '../compile/failure.ts';
import { typed } from '../compile/typed.ts';
import { identifier } from '../duckdb/quote.ts';
import { notPortable } from '../errors.ts';
import { structOf } from '../types/dataType.ts';
import type { duckdbType } from '../types/duckdbType.ts';
import type { Entries } from './entry.ts';

interface Part {
  name: string;
  value: { sql: string; type: Parameters<typeof duckdbType>[0] };
}

const pack = (parts: readonly Part[]) => {
  const names = new Set(parts.map(({ name }) => name.toLowerCase()));
  if (names.size !== parts.length)
    throw notPortable('a struct with two fields of one name', 'named_struct with other names');
  const fields = parts.map(
    ({ name, value }) => `${identifier(name)} := ${value.sql === 'NULL' ? 'CAST(NULL AS INTEGER)' : value.sql}`,
  );
  return typed(
    `struct_pack(${fields.join(', ')})`,
    structOf(parts.map(({ name, value }) => ({ name, type: value.type }))),
  );
};

/** Structs. */
export const structs: Entries = {
  struct: {
    kind: 'special',
    of: (context, call, scope) =>
      pack(
        call.arguments.map(({ value, alias }, at) => {
          const compiled = context.compile(value, scope);
          return { name: alias ?? compiled.name ?? `col${at + 1}`, value: compiled };
        }),
      ),
  },
  named_struct: {
    kind: 'special',
    of: (context, call, scope) => {
      const parts: Part[] = [];
      if (call.arguments.length % 2 === 1) throw sqlInvalid('named_struct takes names and values in pairs');
      for (let at = 0; at < call.arguments.length; at += 2) {
        const name = call.arguments[at]?.value;
        const value = call.arguments[at + 1]?.value;
        if (name?.kind !== 'text' || !value) throw sqlInvalid('named_struct: names are constant texts');
        parts.push({ name: name.value, value: context.compile(value, scope) });
      }
      return pack(parts);
    },
  },
};
