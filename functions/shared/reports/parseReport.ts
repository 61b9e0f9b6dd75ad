import { isNode, LineCounter, parseDocument } from 'yaml';
import { type ReportSpec, reportSpec } from '../contracts/report.ts';
import type { Problem } from '../pipelines/problem.ts';
import { checkReport } from './checkReport.ts';
import { ReportInvalid } from './problem.ts';

/** A report's folder, checked as a whole. */
export interface Report {
  spec: ReportSpec;
  /** Text of the folder's files by path. */
  files: ReadonlyMap<string, string>;
}

const specFile = 'report.yml';

/**
 * Checks a report's folder: the spec against its schema, what it names against what is there. Its XSD is checked by `checkSchema`.
 *
 * @param folder the folder's name, which is the report's
 * @param files text of its files by path relative to the folder
 * @throws ReportInvalid with every mistake, each with file, line and path
 */
export const parseReport = (folder: string, files: ReadonlyMap<string, string>): Report => {
  const fail = (problems: Problem[]): never => {
    throw new ReportInvalid(folder, problems);
  };
  const yaml = files.get(specFile) ?? fail([{ file: specFile, path: '', message: 'the file is missing' }]);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0)
    fail(
      document.errors.map((error) => ({
        file: specFile,
        line: lines.linePos(error.pos[0]).line,
        path: '',
        message: `no valid YAML: ${error.message}`,
      })),
    );
  const at = (path: readonly PropertyKey[], message: string): Problem => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range)
        return { file: specFile, line: lines.linePos(node.range[0]).line, path: path.join('.'), message };
    }
    return { file: specFile, path: path.join('.'), message };
  };
  const parsed = reportSpec.safeParse(document.toJS() ?? {});
  if (!parsed.success) return fail(parsed.error.issues.map(({ path, message }) => at(path, message)));
  const spec = parsed.data;
  const problems = checkReport(spec, files).map(({ path, message }) => at(path, message));
  if (spec.name !== folder) problems.unshift(at(['name'], `"${spec.name}" is not the folder's name, "${folder}"`));
  return problems.length > 0 ? fail(problems) : { spec, files };
};
