/** Units per second of `action`, which does `units` of them, after a warm-up; runs for at least `seconds`. */
export async function rate(action: () => Promise<unknown>, units: number, seconds: number): Promise<number> {
  await action();
  await action();
  const started = performance.now();
  let rounds = 0;
  while (performance.now() - started < seconds * 1000) {
    await action();
    rounds++;
  }
  return (rounds * units * 1000) / (performance.now() - started);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((first, second) => first - second)[values.length >> 1] ?? Number.NaN;
