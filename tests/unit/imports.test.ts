import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Every specifier that a module imports, types too. */
const importsOf = (path: string): string[] => {
  const text = readFileSync(join(root, path), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, from, dynamic]) => from ?? dynamic ?? '');
};

const sourcesIn = (area: string): string[] =>
  globSync(`${area}/**/*.{ts,mjs,cjs}`, { cwd: root }).filter((path) => !path.includes('node_modules'));

/** `file → imported file`, for relative imports, from the project's root. */
const relativeImports = (area: string): { from: string; to: string }[] =>
  sourcesIn(area).flatMap((from) =>
    importsOf(from)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => ({ from, to: normalize(join(dirname(from), specifier)) })),
  );

/** What an area's modules may import beside their own area. */
const allowed: Record<string, RegExp[]> = {
  functions: [],
  'local-aws': [],
  cli: [
    /^functions\/shared\//,
    // What the deployed service would answer over the wire, and how the laptop is started and filled.
    /^local-aws\//,
  ],
};

test.each(Object.keys(allowed))('modules of %s import only what lies below them', (area) => {
  const imports = relativeImports(area);
  const wrong = imports
    .filter(({ to }) => !to.startsWith(`${area}/`) && !(allowed[area] ?? []).some((pattern) => pattern.test(to)))
    .map(({ from, to }) => `${from} imports ${to}`);

  expect(imports.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

test.each([
  ['local-aws', 'local-aws/package.json'],
  ['functions', 'package.json'],
  ['cli', 'package.json'],
])('every package that %s imports is a dependency in %s', (area, manifest) => {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const known = new Set([...Object.keys(dependencies), ...Object.keys(dependencies).map(typesOf), 'aws-lambda']);
  const missing = sourcesIn(area).flatMap((path) =>
    importsOf(path)
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter((specifier) => !builtinModules.includes(specifier) && !known.has(packageOf(specifier)))
      .map((specifier) => `${path}: ${specifier}`),
  );

  expect(missing).toEqual([]);
});

/** `yauzl` → `@types/yauzl` */
const typesOf = (name: string): string => `@types/${name.replace(/^@(.*)\//, '$1__')}`;
