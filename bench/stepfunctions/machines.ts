export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:echo';

/** As many states as wanted, one after the other. */
export function chain(count: number, state: (index: number) => object) {
  const States = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `State${index}`,
      { ...state(index), ...(index === count - 1 ? { End: true } : { Next: `State${index + 1}` }) },
    ]),
  );
  return { StartAt: 'State0', States };
}

/** A Map of one Pass state. */
export function mapOver(mode: 'INLINE' | 'DISTRIBUTED') {
  const ProcessorConfig = mode === 'INLINE' ? { Mode: mode } : { Mode: mode, ExecutionType: 'EXPRESS' };
  const ItemProcessor = { ProcessorConfig, StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } };
  return { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor, End: true } } };
}
