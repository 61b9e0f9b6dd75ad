import { figure, type Html, html, percent, table, whole } from '../../../shared/html.ts';
import { bars } from '../chart.ts';
import type { ReportData } from '../data.ts';

const shownFeatures = 20;
const moved = 0.1;

/** What drives the model, and what has moved since it was trained. */
export const drivers = ({ importance, evaluation }: ReportData): Html => {
  const stability = [...evaluation.stability.features]
    .filter(({ psi }) => Number.isFinite(psi))
    .sort((a, b) => b.psi - a.psi);
  return html`<section><h2>Importance</h2>
${importance ? bars(importance.slice(0, shownFeatures).map(({ feature, gain, splits }) => ({ name: feature, value: gain, text: `${percent(gain)}, ${splits} splits` }))) : html`<p>This model's file tells no gain by feature (script mode, or no trees).</p>`}
${importance && importance.length > shownFeatures ? html`<p>${importance.length - shownFeatures} more features with ${percent(importance.slice(shownFeatures).reduce((sum, { gain }) => sum + gain, 0))} of the gain.</p>` : ''}</section>
<section><h2>Drift</h2><p>Population stability index from the training rows to the holdout; below 0.1 little has moved, above 0.25 much has.</p>
${bars(stability.slice(0, shownFeatures).map(({ feature, psi }) => ({ name: feature, value: psi, text: figure(psi, 3), style: psi >= moved ? 'moved' : 'challenger' })))}
${table(
  ['Scores', 'Model', 'PSI'],
  evaluation.stability.scores.map(({ comparison, model, psi }) => [comparison, model, figure(psi, 3)]),
  [2],
)}</section>`;
};

/** Groups of people and of business: who is treated how, and where the model is weak. */
export const groups = ({ evaluation }: ReportData): Html => html`
<section><h2>Fairness</h2>${
  evaluation.fairness.length === 0
    ? html`<p>The spec asks for no adverse-impact check.</p>`
    : table(
        ['Attribute', 'Group', 'Rows', 'Favourable', 'Ratio to the best', ''],
        evaluation.fairness.map((group) => [
          group.attribute,
          group.value,
          whole(group.rows),
          percent(group.share),
          figure(group.ratio, 3),
          group.verdict,
        ]),
        [2, 3, 4],
      )
}</section>
<section><h2>Segments</h2>${
  evaluation.segments.length === 0
    ? html`<p>The spec names no segments.</p>`
    : table(
        ['Model', 'Attribute', 'Segment', 'Rows', 'Positives', 'AUC', 'KS', 'AP'],
        evaluation.segments
          .filter(({ model }) => model !== 'best-reachable')
          .map((row) => [
            row.model,
            row.attribute,
            row.value,
            whole(row.rows),
            whole(row.positives),
            figure(row.metrics.auc, 3),
            figure(row.metrics.ks, 3),
            figure(row.metrics.averagePrecision, 3),
          ]),
        [3, 4, 5, 6, 7],
      )
}</section>`;
