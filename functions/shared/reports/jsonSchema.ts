import * as z from 'zod';
import { reportSpec } from '../contracts/report.ts';

/** The JSON Schema of `report.yml` as people write it, for editors; `reports/report.schema.json` is this, and a test holds it so. */
export const reportJsonSchema = (): Record<string, unknown> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Nightjar report',
  ...z.toJSONSchema(reportSpec, { io: 'input', target: 'draft-2020-12' }),
});
