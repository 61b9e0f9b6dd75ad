import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { statements } from './step.ts';

/** The same two statements as an author of DuckDB's dialect writes them. */
const [input = '', folder = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '4096MiB' });
const connection = await instance.connect();
const columns = statements.columns.map((name) => `'${name}': 'VARCHAR'`).join(', ');
const typed = statements.typed
  .replaceAll('TIMESTAMP_NTZ', 'TIMESTAMP')
  .replace('FROM landed', `FROM read_csv('${input}', columns = {${columns}}, header = true)`);
const features = statements.features
  .replace('weekday(tx_datetime) >= 5', 'isodow(tx_datetime) >= 6')
  .replace('FROM typed', `FROM (${typed}) AS typed`);
await connection.run(`COPY (${features}) TO '${join(folder, 'bare.parquet')}' (FORMAT parquet, COMPRESSION snappy)`);
connection.closeSync();
