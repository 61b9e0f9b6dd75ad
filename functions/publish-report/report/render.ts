import { html } from '../../shared/html.ts';
import type { ReportData } from './data.ts';
import { curves } from './sections/curves.ts';
import { drivers, groups } from './sections/drivers.ts';
import { data, lineage } from './sections/evidence.ts';
import { summary } from './sections/summary.ts';
import { style } from './style.ts';

/** The model report: one HTML file that needs nothing else, no script and no other host. */
export const renderReport = (report: ReportData): string => {
  const { record, pipeline } = report;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${record.title}, ${record.run.businessDate}</title><style>${{ html: style }}</style></head>
<body><header><h1>${record.title}</h1>
<p>${record.run.pipeline}, business date ${record.run.businessDate}, owner ${record.owner}</p>
${pipeline.spec.description ? html`<p>${pipeline.spec.description}</p>` : ''}</header>
${summary(report)}${curves(report)}${drivers(report)}${groups(report)}${data(report)}${lineage(report)}
</body></html>
`.html;
};
