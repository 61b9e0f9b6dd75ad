import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel, ServiceModel } from './model.ts';

/** An operation's HTTP binding, ready to be compared with requests. */
interface Route {
  model: OperationModel;
  method: string;
  pattern: RegExp;
  labels: string[];
  /** Query parameters of the pattern itself: `?uploads`, `?list-type=2`. */
  literals: [name: string, value: string][];
  /** Query parameters and headers that the input requires. */
  requiredQuery: string[];
  requiredHeaders: string[];
}

export interface MatchedRoute {
  model: OperationModel;
  labels: Record<string, string>;
}

const tables = new WeakMap<ServiceModel, Route[]>();

/**
 * The operation a request is for: the one whose path fits and whose fixed and required query parameters and headers are all there,
 * the most particular one if several are. `path` is still percent-encoded.
 */
export const matchRoute = (
  model: ServiceModel,
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): MatchedRoute | undefined => {
  let best: { route: Route; weight: number; match: RegExpExecArray } | undefined;
  for (const route of routesOf(model)) {
    if (route.method !== method || !present(route, query, headers)) continue;
    const match = route.pattern.exec(path);
    if (!match) continue;
    const weight = 2 * route.literals.length + route.requiredQuery.length + route.requiredHeaders.length;
    const longer = best && weight === best.weight && route.labels.length < best.route.labels.length;
    if (!best || weight > best.weight || longer) best = { route, weight, match };
  }
  if (!best) return undefined;
  const { route, match } = best;
  return {
    model: route.model,
    labels: Object.fromEntries(route.labels.map((label, index) => [label, decode(match[index + 1] ?? '')])),
  };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const present = (route: Route, query: URLSearchParams, headers: Readonly<Record<string, string>>): boolean =>
  route.literals.every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value)) &&
  route.requiredQuery.every((name) => query.has(name)) &&
  route.requiredHeaders.every((name) => headers[name] !== undefined);

const routesOf = (model: ServiceModel): Route[] => {
  const known = tables.get(model) ?? [...model.operations.values()].flatMap((operation) => routeOf(operation) ?? []);
  tables.set(model, known);
  return known;
};

const routeOf = (model: OperationModel): Route | undefined => {
  if (!model.http) return undefined;
  const [path = '', query = ''] = model.http.uri.split('?');
  const labels: string[] = [];
  const source = path
    .replace(/\/$/, '')
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const label = /^\{(.+?)(\+?)\}$/.exec(part);
      if (!label) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      labels.push(label[1] ?? '');
      return label[2] ? '(.+)' : '([^/]+)';
    })
    .join('');
  const literals = query.split('&').filter((each) => each !== '' && !each.startsWith('x-id='));
  return {
    model,
    method: model.http.method,
    pattern: new RegExp(`^${source}/?$`, 's'),
    labels,
    literals: literals.map((each): [string, string] => {
      const [name = '', value = ''] = each.split('=');
      return [name, value];
    }),
    ...requiredBindings(model.input),
  };
};

/** A structure's required members come first in its static schema; how many there are is its seventh entry. */
const requiredBindings = (input: NormalizedSchema): { requiredQuery: string[]; requiredHeaders: string[] } => {
  const schema = input.getSchema() as unknown;
  const count = Array.isArray(schema) && typeof schema[6] === 'number' ? schema[6] : 0;
  const members = input.isStructSchema() ? [...input.structIterator()].slice(0, count) : [];
  const bound = (trait: string): string[] =>
    members.flatMap(([, member]) => (member.getMergedTraits()[trait as 'httpQuery'] as string | undefined) ?? []);
  return { requiredQuery: bound('httpQuery'), requiredHeaders: bound('httpHeader').map((name) => name.toLowerCase()) };
};
