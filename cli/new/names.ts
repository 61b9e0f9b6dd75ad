/** Words that one of the engines, or the project's own SQL, takes for something else. */
const TAKEN = new Set(
  `all alter analyze and anti any array as asc at authorization between both by case cast check collate column constraint create cross
  cube current current_date current_time current_timestamp current_user date day default delete desc describe distinct div drop else end
  escape except exists explain extract false fetch filter fold for foreign from full function glob global grant group grouping having hour
  if ilike in index inner insert int integer intersect interval into is join key label_text landed lateral leading left like limit local
  map match merge minus minute month natural no not null nulls of offset on only or order out outer over overlaps partition pivot position
  primary qualify quarantine_reason range records references returning revoke right rlike rollback rollup row row_hash row_id rows second
  select semi session_user set show some split_group start struct summarize table tablesample then time timestamp to trailing trim true
  truncate union unique unknown unpivot update user using values view when where window with within year`.split(/\s+/),
);

const LONGEST = 40;

/** A header's text as a SQL name: lower case letters, digits and `_`, no reserved word. Letters outside the Latin alphabet leave `column_<n>`. */
const sqlNameOf = (header: string, position: number): string => {
  const plain = header
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, LONGEST)
    .replace(/_+$/, '');
  if (plain === '') return `column_${position}`;
  if (/^\d/.test(plain)) return `c_${plain}`;
  return TAKEN.has(plain) ? `${plain}_value` : plain;
};

/** A name that is not taken yet, by a number at its end where needed; takes it. */
export const freeName = (wanted: string, taken: Set<string>): string => {
  let name = wanted;
  for (let copy = 2; taken.has(name); copy++) name = `${wanted}_${copy}`;
  taken.add(name);
  return name;
};

/** SQL names of a file's columns, each different, in the file's order. */
export const sqlNames = (headers: readonly string[]): string[] => {
  const taken = new Set<string>();
  return headers.map((header, index) => freeName(sqlNameOf(header, index + 1), taken));
};

/** A category as the end of a name: `A11` → `a11`, `car (new)` → `car_new`. */
export const levelName = (level: string): string =>
  level
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 18) || 'other';
