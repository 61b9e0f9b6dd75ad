import { figure, type Html, html, percent, table, whole } from '../../../shared/html.ts';
import type { ReportData } from '../data.ts';

/** What went in and how good it was. */
export const data = ({ record, quality }: ReportData): Html => html`
<section><h2>Data</h2>
${table(['Rows in', 'Rows out', 'Quarantined', ...Object.keys(record.folds)], [[whole(record.rows.in), whole(record.rows.out), `${whole(record.rows.quarantined)} (${percent(record.rows.in > 0 ? record.rows.quarantined / record.rows.in : 0, 2)})`, ...Object.values(record.folds).map(whole)]], [0, 1, 2, 3, 4, 5])}
${quality.map(
  ({
    table: name,
    score,
    verdict,
    rules,
  }) => html`<details${rules.every(({ outcome }) => outcome === 'PASS') ? html`` : html` open`}><summary>${name}: ${figure(score, 3)}, ${verdict}</summary>
${table(
  ['Rule', 'Outcome', ''],
  rules.map(({ rule, outcome, message }) => [rule, outcome, message]),
)}</details>`,
)}</section>`;

/** From where each figure can be followed. */
export const lineage = ({ record, pipeline }: ReportData): Html => html`
<section><h2>Lineage</h2>
${table(
  ['What', 'Where'],
  [
    ['run', record.run.runId],
    ['execution', record.run.executionArn],
    ['spec and SQL as they ran', `${record.lineage.spec} (SHA-256 ${pipeline.hash})`],
    ['training job', record.training.jobName],
    ['image', record.training.image],
    ['model package', record.registration?.modelPackageArn ?? 'not registered'],
    [
      'endpoint',
      record.deployment ? `${record.deployment.endpoint} (${record.deployment.endpointConfig})` : 'not deployed',
    ],
    ['evaluation', record.evaluation],
    ...Object.entries(record.lineage).filter(([name]) => name !== 'spec'),
  ],
)}
<details><summary>Hyperparameters</summary>${table(
  ['Name', 'Value'],
  Object.entries(pipeline.spec.training.hyperparameters).map(([name, value]) => [name, String(value)]),
)}</details></section>`;
