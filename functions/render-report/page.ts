import type { Filing } from '../shared/contracts/filing.ts';
import type { ReportSpec } from '../shared/contracts/report.ts';
import { html, table } from '../shared/html.ts';
import type { Rows } from './document.ts';

/** Rows beyond this are in the CSV file alone. */
const most = 500;

const style = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5b6775;--line:#d9dfe6;--page:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#9aa7b5;--line:#333d49;--page:#12171d}}
body{margin:0 auto;max-width:1100px;padding:2rem 1.25rem 4rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .3rem}p{margin:.2rem 0;color:var(--soft)}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}th{text-align:left;color:var(--soft)}th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}@media print{body{max-width:none;padding:0}}`.trim();

const isNumber = (type: string): boolean => /^(DECIMAL|.*INT|DOUBLE|FLOAT)/.test(type);
const words = (name: string): string => name.replaceAll('_', ' ');

/** The filing for people: one HTML file that needs nothing else, no script and no other host. */
export const pageOf = (spec: ReportSpec, filing: Filing, tables: Rows, totals: Record<string, string>): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${spec.title}, ${filing.period}</title><style>${{ html: style }}</style></head>
<body><header><h1>${spec.title}</h1>
<p>${spec.institution}, period ${filing.from} to ${filing.to}, ${filing.id}, opened ${filing.openedAt}</p>
${filing.replaces ? html`<p>Replaces ${filing.replaces}: ${filing.reason}</p>` : ''}
${spec.description ? html`<p>${spec.description}</p>` : ''}</header>
<h2>Settings and control totals</h2>
${table(
  ['name', 'value'],
  [
    ...Object.entries(spec.parameters).map(([name, { value }]) => [words(name), String(value)]),
    ...Object.entries(totals),
  ],
  [1],
)}
${Object.entries(spec.tables).map(([name, { description, columns }]) => {
  const rows = tables[name] ?? [];
  const names = Object.keys(columns);
  return html`<h2>${words(name)} (${rows.length})</h2>${description ? html`<p>${description}</p>` : ''}
${table(
  names.map(words),
  rows.slice(0, most).map((row) => names.map((column) => row[column])),
  names.flatMap((column, index) => (isNumber(columns[column] ?? '') ? [index] : [])),
)}${rows.length > most ? html`<p>The first ${most} rows; all of them are in ${name}.csv.</p>` : ''}`;
})}
</body></html>
`.html;
