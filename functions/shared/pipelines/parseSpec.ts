import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { type PipelineSpec, pipelineSpec } from '../contracts/pipeline.ts';
import { keysAt, pipelineJsonSchema } from './jsonSchema.ts';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problem.ts';

type Path = (string | number)[];
type Issue = z.core.$ZodIssue;

/** The nearest line that exists for a path: of the value, else of the mapping that lacks it. */
const lineOf = (document: Document, lines: LineCounter, path: Path): number | undefined => {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
};

/** Of a union's branches the one that the value was meant for: the one that does not already fail on the value's kind. */
const meant = (branches: Issue[][]): Issue[] =>
  branches.find((issues) => !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type')) ??
  branches[0] ??
  [];

const plain = (path: readonly PropertyKey[]): Path => path.map((key) => (typeof key === 'symbol' ? String(key) : key));

const describe = (issue: Issue, value: unknown): { message: string; hint?: string } => {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const hint = typeof value === 'string' ? didYouMean(value, values) : '';
    return {
      message: `${JSON.stringify(value)} is none of ${values.join(', ')}`,
      ...(hint.startsWith('did') ? { hint } : {}),
    };
  }
  if (issue.code === 'invalid_type' && value === undefined) return { message: 'is missing' };
  if (issue.code === 'invalid_format' && issue.format === 'regex') {
    return { message: `${JSON.stringify(value)} is not ${issue.message}` };
  }
  if (issue.code === 'invalid_key') {
    return { message: `the name is not ${issue.issues[0]?.message ?? 'allowed'}` };
  }
  return { message: issue.message };
};

/** Reads `pipeline.yml` and checks it against the schema; every mistake with its line, path and a hint. */
export const parseSpec = (
  text: string,
  file = 'pipeline.yml',
): { spec?: PipelineSpec; problems: Problem[]; lineOf: (path: Path) => number | undefined } => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const locate = (path: Path) => lineOf(document, lines, path);
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      path: '',
      message: `no valid YAML: ${error.message}`,
    }));
    return { problems, lineOf: locate };
  }
  const parsed = pipelineSpec.safeParse(document.toJS() ?? {});
  if (parsed.success) return { spec: parsed.data, problems: [], lineOf: locate };
  const schema = pipelineJsonSchema();
  const problems: Problem[] = [];
  const at = (path: Path, message: string, hint?: string) => {
    const line = locate(path);
    problems.push({
      file,
      ...(line === undefined ? {} : { line }),
      path: path.join('.'),
      message,
      ...(hint ? { hint } : {}),
    });
  };
  const visit = (issue: Issue, above: Path) => {
    const path = [...above, ...plain(issue.path)];
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, path);
      for (const key of issue.keys) at([...path, key], `unknown key "${key}"`, didYouMean(key, known));
    } else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      for (const inner of meant(issue.errors)) visit(inner, path);
    } else {
      const value = document.getIn(path) as unknown;
      const { message, hint } = describe(issue, isNode(value) ? value.toJSON() : value);
      const missing = message === 'is missing' ? path.at(-1) : undefined;
      if (missing !== undefined) {
        const present = Object.keys(
          (document.getIn(path.slice(0, -1), true) as { toJSON(): object } | undefined)?.toJSON?.() ?? {},
        );
        const misspelt = present.filter((key) => !keysAt(schema, path.slice(0, -1)).includes(key));
        const near = didYouMean(String(missing), misspelt);
        at(
          path,
          message,
          near.startsWith('did')
            ? near.replace('did you mean', 'it may be the unknown key').replace('?', '')
            : undefined,
        );
      } else at(path, message, hint);
    }
  };
  for (const issue of parsed.error.issues) visit(issue, []);
  return { problems, lineOf: locate };
};
