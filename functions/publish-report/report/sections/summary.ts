import { figure, type Html, html, table, whole } from '../../../shared/html.ts';
import type { ReportData } from '../data.ts';

const interval = (found: { value: number; low: number; high: number } | undefined): string =>
  found ? `${figure(found.value)}  (${figure(found.low, 3)} to ${figure(found.high, 3)})` : '–';

const words = { promote: 'Promoted: it serves now', keep: 'Champion kept', reject: 'Rejected' } as const;

/** Decision, figures of both models, gates. */
export const summary = ({ record, evaluation }: ReportData): Html => {
  const { challenger, champion, bestReachableAuc } = record.metrics;
  const names = { auc: 'AUC', averagePrecision: 'Average precision', ks: 'KS', brier: 'Brier score' } as const;
  const rows = (Object.keys(names) as (keyof typeof names)[]).map((name) => [
    names[name],
    interval(challenger[name]),
    ...(champion ? [interval(champion[name])] : []),
    ...(bestReachableAuc === undefined ? [] : [name === 'auc' ? figure(bestReachableAuc) : '']),
  ]);
  const head = [
    'On the holdout',
    'Challenger (95 % interval)',
    ...(champion ? ['Champion'] : []),
    ...(bestReachableAuc === undefined ? [] : ['Best reachable']),
  ];
  const { rows: holdout, positives } = evaluation.models.challenger;
  return html`<section class="decision ${record.decision}"><h2>${words[record.decision]}</h2>
<ul>${record.reasons.map((reason) => html`<li>${reason}</li>`)}${record.warnings.map((warning) => html`<li class="warning">${warning}</li>`)}</ul></section>
<section><h2>Performance</h2><p>${whole(holdout)} rows that neither model has seen, ${whole(positives)} of them positive.</p>
${table(head, rows, [1, 2, 3])}
${evaluation.difference ? html`<p>Challenger minus champion by ${evaluation.difference.metric}, on the same rows: ${figure(evaluation.difference.point, 5)} (95 % interval ${figure(evaluation.difference.low, 5)} to ${figure(evaluation.difference.high, 5)}).</p>` : ''}
${
  evaluation.gates.length > 0
    ? table(
        ['Gate', 'Value', 'Bound', ''],
        evaluation.gates.map((gate) => [
          gate.gate,
          figure(gate.value),
          [gate.min === undefined ? '' : `at least ${gate.min}`, gate.max === undefined ? '' : `at most ${gate.max}`]
            .filter(Boolean)
            .join(', '),
          gate.passed ? 'holds' : 'missed',
        ]),
        [1],
      )
    : html`<p>The spec sets no gates.</p>`
}
</section>`;
};
