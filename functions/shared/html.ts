/** Text that is markup already. */
export interface Html {
  html: string;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

type Part = Html | string | number | undefined | null | false | Part[];

const render = (part: Part): string => {
  if (part === undefined || part === null || part === false) return '';
  if (Array.isArray(part)) return part.map(render).join('');
  if (typeof part === 'object') return part.html;
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? character);
};

/** A template whose values are escaped unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: strings.reduce((text, piece, index) => text + piece + (index < parts.length ? render(parts[index]) : ''), ''),
});

export const figure = (value: number | undefined | null, digits = 4): string =>
  value === undefined || value === null || !Number.isFinite(value) ? '–' : value.toFixed(digits);
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;

/** A table; cells of `numeric` columns stand to the right. */
export const table = (head: string[], rows: Part[][], numeric: number[] = []): Html => {
  const align = (index: number) => (numeric.includes(index) ? html` class="n"` : html``);
  return html`<div class="scroll"><table><thead><tr>${head.map((cell, index) => html`<th${align(index)}>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td${align(index)}>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
};
