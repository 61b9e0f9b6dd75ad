/**
 * Puts the environment's `Date` on the laptop's clock: what a function writes down, signs and compares is the time its AWS tells.
 * Timers stay real: a function that waits does wait.
 */
export function moveDate(shared: SharedArrayBuffer): () => number {
  const offset = new BigInt64Array(shared);
  const RealDate = Date;
  const now = () => RealDate.now() + Number(Atomics.load(offset, 0));
  const MovedDate = new Proxy(RealDate, {
    construct: (target, parameters, newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  // `new Date().constructor` must be what `Date` is, as libraries compare the two.
  Object.defineProperty(RealDate.prototype, 'constructor', { value: MovedDate, configurable: true, writable: true });
  globalThis.Date = MovedDate;
  return now;
}
