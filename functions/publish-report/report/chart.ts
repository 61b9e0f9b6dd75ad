import { type Html, html } from '../../shared/html.ts';

export interface Series {
  name: string;
  /** Class of the stylesheet: challenger, champion, best, or reference. */
  style: string;
  points: { x: number; y: number }[];
  /** Marks at the points instead of a line. */
  dots?: boolean;
}

const width = 340;
const height = 260;
const left = 44;
const bottom = 38;
const top = 10;
const right = 10;

const ticks = (max: number): number[] => [0, 0.25, 0.5, 0.75, 1].map((share) => share * max);
const label = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.01 ? value.toExponential(0) : String(Number(value.toPrecision(2)));

/** Lines or dots over axes from 0 to the given maxima. */
export const chart = (options: {
  title: string;
  x: string;
  y: string;
  maxX?: number;
  maxY?: number;
  series: Series[];
}): Html => {
  const { maxX = 1, maxY = 1 } = options;
  const sx = (x: number) => left + (Math.min(Math.max(x / maxX, 0), 1) || 0) * (width - left - right);
  const sy = (y: number) => height - bottom - (Math.min(Math.max(y / maxY, 0), 1) || 0) * (height - bottom - top);
  const at = ({ x, y }: { x: number; y: number }) => `${sx(x).toFixed(1)},${sy(y).toFixed(1)}`;
  return html`<figure><figcaption>${options.title}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${options.title}">
${ticks(maxX).map((tick) => html`<line class="grid" x1="${sx(tick)}" x2="${sx(tick)}" y1="${top}" y2="${height - bottom}"/><text x="${sx(tick)}" y="${height - bottom + 14}" text-anchor="middle">${label(tick)}</text>`)}
${ticks(maxY).map((tick) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${sy(tick)}" y2="${sy(tick)}"/><text x="${left - 5}" y="${sy(tick) + 4}" text-anchor="end">${label(tick)}</text>`)}
<text x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">${options.x}</text>
<text transform="translate(11 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">${options.y}</text>
${options.series.map(({ style, points, dots }) => (dots ? points.map((point) => html`<circle class="${style}" cx="${sx(point.x)}" cy="${sy(point.y)}" r="3.5"/>`) : html`<polyline class="${style}" points="${points.map(at).join(' ')}"/>`))}
</svg>${legend(options.series)}</figure>`;
};

const legend = (series: Series[]): Html =>
  html`<p class="legend">${series.filter(({ name }) => name).map(({ name, style }) => html`<span class="${style}">${name}</span> `)}</p>`;

/** Horizontal bars of shares, the longest as wide as the column. */
export const bars = (rows: { name: string; value: number; text: string; style?: string }[]): Html => {
  const longest = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  return html`<table class="bars"><tbody>${rows.map(
    ({ name, value, text, style = 'challenger' }) =>
      html`<tr><th>${name}</th><td><span class="bar ${style}" style="width:${((100 * Math.max(value, 0)) / longest).toFixed(1)}%"></span></td><td class="n">${text}</td></tr>`,
  )}</tbody></table>`;
};
