import type { Node } from './parse.ts';
import type { MathValue, Series } from './series.ts';

/** What an expression can see. */
export interface MathQueries {
  /** The value of another query by its id. */
  value(id: string): MathValue;
  /** All metrics of the request whose id contains that text. */
  metrics(part: string): Series[];
  /** The starts of the periods asked for. */
  periods: readonly number[];
  periodMs: number;
}

export interface MathScope extends MathQueries {
  evaluate(node: Node): MathValue;
}
