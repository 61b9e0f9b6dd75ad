import { parseSchema } from '../xml/schema.ts';
import type { Report } from './parseReport.ts';
import { ReportInvalid } from './problem.ts';

/** Checks that a report's XSD says only what is supported; done when the service is packaged, so that the functions that open reports need not. */
export const checkSchema = ({ spec, files }: Report): void => {
  try {
    parseSchema(files.get(spec.document.schema) ?? '');
  } catch (cause) {
    throw new ReportInvalid(spec.name, [{ file: spec.document.schema, path: '', message: (cause as Error).message }], {
      cause,
    });
  }
};
