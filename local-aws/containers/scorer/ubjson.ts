export type UbjsonValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Int32Array
  | Float32Array
  | UbjsonValue[]
  | { [name: string]: UbjsonValue };

/** Reads Universal Binary JSON as XGBoost writes it: big-endian, typed arrays of u8, i32 and f32 as typed arrays. Throws for anything else. */
export const readUbjson = (bytes: Uint8Array): UbjsonValue => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const marker = (): string => String.fromCharCode(view.getUint8(at++));
  const skip = (size: number): number => {
    at += size;
    return at - size;
  };
  const scalars: Record<string, () => number> = {
    U: () => view.getUint8(skip(1)),
    i: () => view.getInt8(skip(1)),
    I: () => view.getInt16(skip(2)),
    l: () => view.getInt32(skip(4)),
    L: () => Number(view.getBigInt64(skip(8))),
    d: () => view.getFloat32(skip(4)),
    D: () => view.getFloat64(skip(8)),
  };
  const scalar = (type: string): number => {
    const read = scalars[type];
    if (!read) throw new Error(`UBJSON: no number of type ${type} at byte ${at}`);
    return read();
  };
  const text = (): string => {
    const length = scalar(marker());
    const start = skip(length);
    return new TextDecoder().decode(bytes.subarray(start, start + length));
  };
  const typedArray = (type: string, length: number): UbjsonValue => {
    const fill = <T extends Uint8Array | Int32Array | Float32Array>(array: T): T => {
      for (let index = 0; index < length; index++) array[index] = scalar(type);
      return array;
    };
    if (type === 'U') return fill(new Uint8Array(length));
    if (type === 'l') return fill(new Int32Array(length));
    if (type === 'd') return fill(new Float32Array(length));
    return Array.from({ length }, () => scalar(type));
  };
  const peek = (): string => String.fromCharCode(view.getUint8(at));
  const array = (): UbjsonValue => {
    let type: string | undefined;
    if (peek() === '$') {
      at++;
      type = marker();
    }
    if (peek() === '#') {
      at++;
      const length = scalar(marker());
      return type ? typedArray(type, length) : Array.from({ length }, value);
    }
    const items: UbjsonValue[] = [];
    while (peek() !== ']') items.push(value());
    at++;
    return items;
  };
  const object = (): UbjsonValue => {
    const members: { [name: string]: UbjsonValue } = {};
    while (peek() !== '}') {
      const name = text();
      members[name] = value();
    }
    at++;
    return members;
  };
  const value = (): UbjsonValue => {
    const type = marker();
    if (type === '{') return object();
    if (type === '[') return array();
    if (type === 'S') return text();
    if (type === 'Z') return null;
    if (type === 'T' || type === 'F') return type === 'T';
    return scalar(type);
  };
  return value();
};
