/** A schema that is wrong or uses a construct that is not supported here. */
export class SchemaUnsupported extends Error {
  override readonly name = 'SchemaUnsupported';
}
