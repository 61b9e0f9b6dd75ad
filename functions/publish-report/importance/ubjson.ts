/** Universal Binary JSON, draft 12, as XGBoost writes its models: https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html */
export type UbjsonValue = null | boolean | number | bigint | string | UbjsonValue[] | { [key: string]: UbjsonValue };

interface Reader {
  view: DataView;
  at: number;
}

const byte = (reader: Reader): string => String.fromCharCode(reader.view.getUint8(reader.at++));

const numbers: Record<string, { size: number; read(view: DataView, at: number): number | bigint }> = {
  i: { size: 1, read: (view, at) => view.getInt8(at) },
  U: { size: 1, read: (view, at) => view.getUint8(at) },
  I: { size: 2, read: (view, at) => view.getInt16(at) },
  l: { size: 4, read: (view, at) => view.getInt32(at) },
  L: { size: 8, read: (view, at) => view.getBigInt64(at) },
  d: { size: 4, read: (view, at) => view.getFloat32(at) },
  D: { size: 8, read: (view, at) => view.getFloat64(at) },
};

const length = (reader: Reader): number => Number(value(reader, byte(reader)));

const text = (reader: Reader): string => {
  const size = length(reader);
  const from = reader.view.byteOffset + reader.at;
  reader.at += size;
  return new TextDecoder().decode(reader.view.buffer.slice(from, from + size) as ArrayBuffer);
};

/** `$type` and `#count` of a container, where it has them. */
const header = (reader: Reader): { type?: string; count?: number } => {
  const peek = () => String.fromCharCode(reader.view.getUint8(reader.at));
  let type: string | undefined;
  if (peek() === '$') {
    reader.at++;
    type = byte(reader);
  }
  if (peek() !== '#') return {};
  reader.at++;
  const count = length(reader);
  return type === undefined ? { count } : { type, count };
};

const elements = (reader: Reader, end: string, one: (type?: string) => void): void => {
  const { type, count } = header(reader);
  if (count !== undefined) {
    for (let index = 0; index < count; index++) one(type);
    return;
  }
  while (String.fromCharCode(reader.view.getUint8(reader.at)) !== end) one();
  reader.at++;
};

const value = (reader: Reader, marker: string): UbjsonValue => {
  const number = numbers[marker];
  if (number) {
    const read = number.read(reader.view, reader.at);
    reader.at += number.size;
    return read;
  }
  switch (marker) {
    case 'Z':
    case 'N':
      return null;
    case 'T':
      return true;
    case 'F':
      return false;
    case 'C':
      return byte(reader);
    case 'S':
      return text(reader);
    case '[': {
      const list: UbjsonValue[] = [];
      elements(reader, ']', (type) => list.push(value(reader, type ?? byte(reader))));
      return list;
    }
    case '{': {
      const object: { [key: string]: UbjsonValue } = {};
      elements(reader, '}', (type) => {
        const key = text(reader);
        object[key] = value(reader, type ?? byte(reader));
      });
      return object;
    }
    default:
      throw new Error(`UBJSON: unknown marker ${JSON.stringify(marker)} at byte ${reader.at - 1}`);
  }
};

export const parseUbjson = (bytes: Uint8Array): UbjsonValue => {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  return value(reader, byte(reader));
};
