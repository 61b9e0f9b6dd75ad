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
  /** Required labels that the pattern does not have: the address has them. */
  elsewhere: string[];
  /** `x-id` of the pattern, which clients send along. */
  id: string | undefined;
}

export interface MatchedRoute {
  model: OperationModel;
  labels: Record<string, string>;
}

const tables = new WeakMap<ServiceModel, Route[]>();

/**
 * The operation a request is for: the one whose path fits and whose fixed and required query parameters and headers are all there,
 * the most particular one if several are, and of those one that `isServed`. `path` is still percent-encoded; `given` are labels that the
 * request's address has already.
 */
export const matchRoute = (
  model: ServiceModel,
  request: {
    method: string;
    path: string;
    query: URLSearchParams;
    headers: Readonly<Record<string, string>>;
    given?: Readonly<Record<string, string>>;
  },
  isServed: (operation: string) => boolean = () => true,
): MatchedRoute | undefined => {
  const { method, path, query, headers, given = {} } = request;
  let best: { route: Route; weight: number; match: RegExpExecArray } | undefined;
  for (const route of routesOf(model)) {
    if (route.method !== method || !present(route, query, headers)) continue;
    if (route.elsewhere.some((label) => given[label] === undefined)) continue;
    if (Object.keys(given).some((label) => !route.elsewhere.includes(label))) continue;
    const match = route.pattern.exec(path);
    if (!match) continue;
    const weight =
      4 * (2 * route.literals.length + route.requiredQuery.length + route.requiredHeaders.length) +
      (route.id !== undefined && route.id === query.get('x-id') ? 2 : 0) +
      (isServed(route.model.name) ? 1 : 0);
    const longer = best && weight === best.weight && route.labels.length < best.route.labels.length;
    if (!best || weight > best.weight || longer) best = { route, weight, match };
  }
  if (!best) return undefined;
  const { route, match } = best;
  return {
    model: route.model,
    labels: {
      ...given,
      ...Object.fromEntries(route.labels.map((label, index) => [label, decode(match[index + 1] ?? '')])),
    },
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
    id: new URLSearchParams(query).get('x-id') ?? undefined,
    ...requiredBindings(model.input, labels),
  };
};

/** A structure's required members come first in its static schema; how many there are is its seventh entry. */
const requiredBindings = (
  input: NormalizedSchema,
  labels: readonly string[],
): Pick<Route, 'requiredQuery' | 'requiredHeaders' | 'elsewhere'> => {
  const schema = input.getSchema() as unknown;
  const count = Array.isArray(schema) && typeof schema[6] === 'number' ? schema[6] : 0;
  const members = input.isStructSchema() ? [...input.structIterator()].slice(0, count) : [];
  const bound = (trait: 'httpQuery' | 'httpHeader'): string[] =>
    members.flatMap(([, member]) => (member.getMergedTraits()[trait] as string | undefined) ?? []);
  return {
    requiredQuery: bound('httpQuery'),
    requiredHeaders: bound('httpHeader').map((name) => name.toLowerCase()),
    elsewhere: members.flatMap(([name, member]) =>
      member.getMergedTraits().httpLabel && !labels.includes(name) ? name : [],
    ),
  };
};
