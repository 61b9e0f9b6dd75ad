/** One part of SUPPORT.md, derived from the code that it tells of. */
export interface Area {
  /** A heading of the page. */
  title: string;
  /** Markdown below the heading; further headings begin with `###`. */
  generate(): string | Promise<string>;
}

/** A Markdown table. Cells may hold anything but line ends; bars are escaped. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
};

/** Names as code, in order. */
export const names = (list: readonly string[]): string =>
  [...list]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');
