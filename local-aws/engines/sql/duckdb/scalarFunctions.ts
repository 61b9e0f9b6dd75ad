import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { plainNumber, roundDouble } from '../java/decimalText.ts';
import { doubleText } from '../java/doubleText.ts';
import * as hashes from '../java/hashes.ts';
import * as json from '../java/json.ts';
import * as numbers from '../java/numbers.ts';
import * as patterns from '../java/patterns.ts';
import * as texts from '../java/texts.ts';

type Value = string | number | bigint | boolean | DuckDBBlobValue | null;

interface Scalar {
  parameters: readonly DuckDBType[];
  returns: DuckDBType;
  /** Called for rows without a NULL among the arguments; what it throws fails the statement. */
  of(...values: never[]): Value;
}

const scalar = (parameters: readonly DuckDBType[], returns: DuckDBType, of: Scalar['of']): Scalar => ({
  parameters,
  returns,
  of,
});
/** V8's functions are fdlibm's, as Java's StrictMath are. */
const real = (of: (x: number) => number): Scalar => scalar([DOUBLE], DOUBLE, of);
const text = (of: (s: string) => string): Scalar => scalar([VARCHAR], VARCHAR, of);
const digest = (name: string): Scalar => text((s) => createHash(name).update(s).digest('hex'));

/** What DuckDB has no equal of, computed here: about a microsecond a row, so only where SQL cannot say it. */
const SCALARS: Readonly<Record<string, Scalar>> = {
  java_double_text: scalar([DOUBLE], VARCHAR, doubleText),
  java_plain_number: text(plainNumber),
  java_round_half_up: scalar([DOUBLE, INTEGER], DOUBLE, (x: number, n: number) => roundDouble(x, n, 'half_up')),
  java_round_half_even: scalar([DOUBLE, INTEGER], DOUBLE, (x: number, n: number) => roundDouble(x, n, 'half_even')),
  java_rint: real(numbers.rint),
  java_cbrt: real(Math.cbrt),
  java_exp: real(numbers.exp),
  java_expm1: real(Math.expm1),
  java_log: real(Math.log),
  java_log10: real(Math.log10),
  java_log1p: real(Math.log1p),
  java_sin: real(Math.sin),
  java_cos: real(Math.cos),
  java_tan: real(Math.tan),
  java_asin: real(Math.asin),
  java_acos: real(Math.acos),
  java_atan: real(Math.atan),
  java_sinh: real(Math.sinh),
  java_cosh: real(numbers.cosh),
  java_tanh: real(Math.tanh),
  java_atan2: scalar([DOUBLE, DOUBLE], DOUBLE, Math.atan2),
  java_pow: scalar([DOUBLE, DOUBLE], DOUBLE, Math.pow),
  java_conv: scalar([VARCHAR, INTEGER, INTEGER], VARCHAR, numbers.convert),
  java_hex: scalar([BIGINT], VARCHAR, numbers.hexOf),
  java_unhex: scalar([VARCHAR], BLOB, (s: string) =>
    /^[0-9a-fA-F]*$/.test(s) ? new DuckDBBlobValue(Buffer.from(s.length % 2 ? `0${s}` : s, 'hex')) : null,
  ),
  java_shift_left: scalar([BIGINT, INTEGER, INTEGER], BIGINT, numbers.shiftLeft),
  java_shift_right: scalar([BIGINT, INTEGER, INTEGER], BIGINT, numbers.shiftRight),
  java_shift_right_unsigned: scalar([BIGINT, INTEGER, INTEGER], BIGINT, numbers.shiftRightUnsigned),
  java_upper: text((s) => s.toUpperCase()),
  java_lower: text((s) => s.toLowerCase()),
  java_initcap: text(texts.initcap),
  java_reverse: text(texts.reversed),
  java_translate: scalar([VARCHAR, VARCHAR, VARCHAR], VARCHAR, texts.translated),
  java_levenshtein: scalar([VARCHAR, VARCHAR, INTEGER], INTEGER, texts.levenshtein),
  java_soundex: text(texts.soundex),
  java_luhn: scalar([VARCHAR], BOOLEAN, texts.luhn),
  java_regex_find: scalar([VARCHAR, VARCHAR], BOOLEAN, patterns.find),
  java_regex_replace: scalar([VARCHAR, VARCHAR, VARCHAR], VARCHAR, patterns.replaceAll),
  java_regex_extract: scalar([VARCHAR, VARCHAR, INTEGER], VARCHAR, patterns.extract),
  java_regex_extract_all: scalar([VARCHAR, VARCHAR, INTEGER], VARCHAR, patterns.extractAll),
  java_regex_substr: scalar([VARCHAR, VARCHAR], VARCHAR, patterns.substr),
  java_regex_count: scalar([VARCHAR, VARCHAR], INTEGER, patterns.count),
  java_regex_instr: scalar([VARCHAR, VARCHAR], INTEGER, patterns.instr),
  java_regex_split: scalar([VARCHAR, VARCHAR, INTEGER], VARCHAR, patterns.split),
  java_sha224: digest('sha224'),
  java_sha384: digest('sha384'),
  java_sha512: digest('sha512'),
  java_crc32: scalar([VARCHAR], BIGINT, (s: string) => BigInt(crc32(s))),
  java_murmur3_int: scalar([INTEGER, INTEGER], INTEGER, hashes.murmurInt),
  java_murmur3_long: scalar([BIGINT, INTEGER], INTEGER, hashes.murmurLong),
  java_murmur3_text: scalar([VARCHAR, INTEGER], INTEGER, hashes.murmurText),
  java_murmur3_double: scalar([DOUBLE, INTEGER], INTEGER, (x: number, seed: number) =>
    hashes.murmurLong(hashes.doubleBits(x), seed),
  ),
  java_xxhash64_int: scalar([INTEGER, BIGINT], BIGINT, hashes.xxInt),
  java_xxhash64_long: scalar([BIGINT, BIGINT], BIGINT, hashes.xxLong),
  java_xxhash64_text: scalar([VARCHAR, BIGINT], BIGINT, hashes.xxText),
  java_xxhash64_double: scalar([DOUBLE, BIGINT], BIGINT, (x: number, seed: bigint) =>
    hashes.xxLong(hashes.doubleBits(x), seed),
  ),
  java_json_object: scalar([VARCHAR, VARCHAR], VARCHAR, json.jsonObject),
  java_json_array_length: scalar([VARCHAR], INTEGER, json.jsonArrayLength),
  java_json_object_keys: scalar([VARCHAR], VARCHAR, json.jsonObjectKeys),
  java_json_text: text(json.jsonText),
};

/** Makes the functions known to a connection's database. */
export const registerScalarFunctions = (connection: DuckDBConnection): void => {
  for (const [name, { parameters, returns, of }] of Object.entries(SCALARS))
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: parameters,
        returnType: returns,
        mainFunction: (_info, input, output) => {
          const vectors = parameters.map((_type, at) => input.getColumnVector(at));
          for (let row = 0; row < input.rowCount; row++) {
            const values = vectors.map((vector) => vector.getItem(row));
            output.setItem(row, values.includes(null) ? null : of(...(values as never[])));
          }
          output.flush();
        },
      }),
    );
};
