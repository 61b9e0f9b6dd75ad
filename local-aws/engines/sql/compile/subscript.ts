import { argument, asInt, isIntegral } from './coercion.ts';
import { sqlInvalid } from './failure.ts';
import { type Typed, typed } from './typed.ts';

/** `array[i]` from 0, an error outside of it; `map[key]`, NULL where there is none. */
export const subscript = (value: Typed, index: Typed): Typed => {
  if (value.type.kind === 'array') {
    if (!isIntegral(index.type)) throw sqlInvalid('an array is indexed by an integer');
    return typed(`spark_array_item(${value.sql}, ${asInt(index, '[]').sql})`, value.type.element);
  }
  if (value.type.kind === 'map')
    return typed(`map_extract_value(${value.sql}, ${argument(index, value.type.key, '[]').sql})`, value.type.value);
  throw sqlInvalid('[] stands after an array or a map');
};
