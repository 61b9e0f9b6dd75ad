/** A double to `scale` decimals, half away from zero, of its shortest text: as Spark casts DOUBLE to DECIMAL. */
export const roundHalfUp = (value: number, scale: number): number => {
  const text = String(Math.abs(value));
  const at = text.indexOf('e');
  const shifted = Number(at < 0 ? `${text}e${scale}` : `${text.slice(0, at)}e${Number(text.slice(at + 1)) + scale}`);
  const rounded = Math.round(shifted) / 10 ** scale;
  return value < 0 ? -rounded : rounded;
};
