import type { PipelineSpec } from '../contracts/pipeline.ts';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problem.ts';

/** Every file that a spec names, with the path of the key that names it. */
export const namedFiles = (spec: PipelineSpec): { file: string; path: string[] }[] => [
  ...Object.entries(spec.sources).flatMap(([name, { quality }]) =>
    quality === undefined ? [] : [{ file: quality, path: ['sources', name, 'quality'] }],
  ),
  ...Object.entries(spec.tables).map(([name, { sql }]) => ({ file: sql, path: ['tables', name, 'sql'] })),
  ...Object.entries(spec.features.views).map(([name, file]) => ({ file, path: ['features', 'views', name] })),
  { file: spec.features.sql, path: ['features', 'sql'] },
  ...(spec.features.quality === undefined ? [] : [{ file: spec.features.quality, path: ['features', 'quality'] }]),
];

/** Parameters of a statement with their lines; comments, quoted text and `::` are skipped. */
const parametersOf = (sql: string): { name: string; line: number }[] => {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');
  const bare = sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|`[^`]*`/g, blank);
  return [...bare.matchAll(/(?<![:\w]):([A-Za-z_]\w*)/g)].map((match) => ({
    name: match[1] ?? '',
    line: bare.slice(0, match.index).split('\n').length,
  }));
};

/** Mistakes in the folder's files: named but absent, empty, present but named by nobody, SQL with an unknown parameter. */
export const checkFiles = (
  spec: PipelineSpec,
  files: ReadonlyMap<string, string>,
  lineOf: (path: (string | number)[]) => number | undefined,
): Problem[] => {
  const problems: Problem[] = [];
  const named = namedFiles(spec);
  for (const { file, path } of named) {
    const text = files.get(file);
    const line = lineOf(path);
    const place = { file: 'pipeline.yml', ...(line === undefined ? {} : { line }), path: path.join('.') };
    if (text === undefined) {
      problems.push({ ...place, message: `there is no file ${file}`, hint: didYouMean(file, [...files.keys()]) });
    } else if (text.trim() === '') {
      problems.push({ file, path: '', message: 'the file is empty' });
    } else if (file.endsWith('.sql')) {
      for (const parameter of parametersOf(text)) {
        if (parameter.name !== 'business_date') {
          problems.push({
            file,
            line: parameter.line,
            path: '',
            message: `unknown parameter :${parameter.name}`,
            hint: 'a statement has one parameter, :business_date',
          });
        }
      }
    }
  }
  for (const file of files.keys()) {
    if (/^(sql|quality)\//.test(file) && !named.some((each) => each.file === file)) {
      problems.push({
        file,
        path: '',
        message: 'nothing in pipeline.yml names this file',
        hint: 'name it or delete it',
      });
    }
  }
  return problems;
};
