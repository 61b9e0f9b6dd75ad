// Spark SQL text -> DuckDB SQL text. Only what a macro cannot do (spark-semantics.sql does the rest): literals, quoting, parameters, CAST,
// date patterns and a few spellings. Works on tokens, keeps everything else as written; what it does not know, DuckDB refuses.
const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|(?<quoted>`(?:[^`]|``)*`)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[a-zA-Z]{0,2}\b)|(?<parameter>(?<![:\w]):[A-Za-z_]\w*)|(?<word>[A-Za-z_]\w*)|(?<other>::|<=>|[\s\S])/gy;
const ESCAPE = { n: '\n', t: '\t', r: '\r', b: '\b', 0: '\0', Z: '\x1a', '%': '\\%', _: '\\_' };
const NUMBER = { D: 'DOUBLE', F: 'FLOAT', L: 'BIGINT', S: 'SMALLINT', Y: 'TINYINT' };
const CAST = {
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  LONG: 'integer',
  DECIMAL: 'decimal',
  DOUBLE: 'double',
  FLOAT: 'double',
  DATE: 'date',
  BOOLEAN: 'boolean',
  STRING: 'text',
};
const FIELD = { yyyy: '%Y', MM: '%m', dd: '%d', HH: '%H', mm: '%M', ss: '%S' };
const PATTERNED = new Set(['TO_DATE', 'TRY_TO_DATE', 'TO_TIMESTAMP', 'TRY_TO_TIMESTAMP', 'DATE_FORMAT']);
const UNITS = new Set(['TIMESTAMPDIFF', 'TIMESTAMPADD', 'DATEDIFF', 'DATE_DIFF', 'DATEADD', 'DATE_ADD']);

const literal = (s) => `'${s.replaceAll("'", "''")}'`;
const unquote = (s) =>
  s
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\([\s\S])|''|""/g, (m, u, c) =>
      u ? String.fromCharCode(parseInt(u, 16)) : c ? (ESCAPE[c] ?? c) : m[0],
    );

export const toDuckDB = (spark) => {
  const t = [...spark.matchAll(TOKEN)]
    .map(({ groups: g }) => {
      const kind = Object.keys(g).find((k) => g[k] !== undefined);
      return { kind, s: g[kind], up: kind === 'word' ? g[kind].toUpperCase() : g[kind] };
    })
    .filter((x) => x.kind !== 'space' || /^\s/.test(x.s));
  const next = (i) => {
    do i++;
    while (t[i]?.kind === 'space');
    return i;
  };
  const close = (i) => {
    for (let d = 0; ; i++) {
      if (!t[i]) throw new Error('unbalanced (');
      if (t[i].s === '(') d++;
      if (t[i].s === ')' && --d === 0) return i;
    }
  }; // i is at (
  const top = (i, end, is) => {
    for (let d = 0, j = i; j < end; j++) {
      if (t[j].s === '(') d++;
      else if (t[j].s === ')') d--;
      else if (d === 0 && is(t[j])) return j;
    }
    return -1;
  };
  for (let i = 0; i < t.length; i++) {
    const x = t[i],
      n = next(i),
      end = t[n]?.s === '(' ? close(n) : -1;
    if (x.s === '[') throw new Error('x[i] counts from 0 in Spark and from 1 in DuckDB: write element_at(x, i + 1)');
    if (x.up === 'PIVOT' || x.up === 'UNPIVOT')
      throw new Error(`${x.up} gives NULL in Spark where DuckDB gives 0: write sum(x) FILTER (WHERE type = 'a')`);
    if (x.kind === 'text') {
      x.value ??= unquote(x.s);
      x.s = literal(x.value);
    } else if (x.kind === 'quoted') x.s = `"${x.s.slice(1, -1).replaceAll('``', '`').replaceAll('"', '""')}"`;
    else if (x.kind === 'parameter') x.s = `$${x.s.slice(1)}`;
    else if (x.kind === 'number' && /[A-DF-Za-df-z]$/.test(x.s)) {
      const type = NUMBER[x.s.at(-1).toUpperCase()];
      if (!type) throw new Error(`literal ${x.s}`);
      x.s = `CAST(${x.s.slice(0, -1)} AS ${type})`;
    } else if ((x.up === 'CAST' || x.up === 'TRY_CAST') && end > 0) {
      const as = top(n + 1, end, (y) => y.up === 'AS'),
        type = t[next(as)],
        kind = CAST[type.up];
      if (kind) {
        t[n].s = `(${x.up === 'TRY_CAST' ? 'try_' : ''}cast_to_${kind}(`;
        t[as].s = ') AS';
      }
    } else if (x.up === 'AVG' && end > 0) {
      const from = t[next(n)].up === 'DISTINCT' ? next(n) : n;
      t[from].s += ' not_decimal(';
      t[end].s += ')';
    } else if (
      PATTERNED.has(x.up) &&
      end > 0 &&
      t[end - 1].kind === 'text' &&
      top(n + 1, end, (y) => y.s === ',') > 0
    ) {
      const pattern = unquote(t[end - 1].s),
        format = pattern.replace(/yyyy|MM|dd|HH|mm|ss/g, (f) => FIELD[f]);
      if (/[A-Za-z]/.test(format.replace(/%[YmdHMS]/g, '')))
        throw new Error(`date pattern '${pattern}': only yyyy MM dd HH mm ss are the same on both engines`);
      t[end - 1] = {
        kind: 'done',
        s: `${literal(format)}, ${literal(pattern.replace(/[.*+?^${}()|[\]]/g, '[$&]').replace(/yyyy|MM|dd|HH|mm|ss/g, (f) => `[0-9]{${f.length}}`))}`,
      };
    } else if (
      UNITS.has(x.up) &&
      end > 0 &&
      t[next(n)].kind === 'word' &&
      t[next(next(n))].s === ',' &&
      /^(WEEK|DAY|HOUR|MINUTE|SECOND)$/.test(t[next(n)].up)
    )
      t[next(n)].s = literal(t[next(n)].up);
    else if (x.up === 'LEFT' && /^(ANTI|SEMI)$/.test(t[n]?.up)) x.s = '';
    else if (x.up === 'ARRAY' && end > 0) x.s = 'list_value';
    else if (x.up === 'DIV') x.s = '//';
    else if (/^(RLIKE|REGEXP)$/.test(x.up) && t[n]?.kind === 'text') {
      const not = t.slice(0, i).findLast((y) => y.kind !== 'space');
      x.s = not.up === 'NOT' ? '!~' : '~';
      if (not.up === 'NOT') not.s = '';
      t[n].value = `[\\s\\S]*(?:${unquote(t[n].s)})[\\s\\S]*`;
    } else if (x.up === 'LIKE' && t[n]?.kind === 'text' && unquote(t[n].s).includes('\\')) t[n].like = true;
    else if (x.up === 'MINUS') x.s = 'EXCEPT';
    else if (
      x.up === 'EXCEPT' &&
      end > 0 &&
      t[i - 1] &&
      /^[*]$/.test(
        t
          .slice(0, i)
          .filter((y) => y.kind !== 'space')
          .at(-1)?.s,
      )
    )
      x.s = 'EXCLUDE';
    else if (x.up === 'LATERAL' && t[n]?.up === 'VIEW') {
      let f = next(n);
      const outer = t[f].up === 'OUTER';
      t[n].s = '';
      if (outer) {
        t[f].s = '';
        f = next(f);
      }
      const to = close(next(f)),
        alias = next(to),
        as = next(alias);
      x.s = 'CROSS JOIN LATERAL';
      t[f].s = t[f].s.toLowerCase() + (outer ? '_outer' : '');
      t[alias].s = `AS ${t[alias].s}`;
      let c = t[as].up === 'AS' ? next(as) : as;
      if (t[as].up === 'AS') t[as].s = '';
      const first = c;
      while (t[next(c)]?.s === ',') c = next(next(c));
      t[first].s = `(${t[first].s}`;
      t[c].s += ')';
    }
    if (x.like) x.s += " ESCAPE '\\'";
  }
  return t
    .map((x) => x.s)
    .join('')
    .trim()
    .replace(/;$/, '');
};
