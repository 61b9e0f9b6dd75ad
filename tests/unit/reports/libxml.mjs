// Validates documents with libxml2: reads [{ schema, xml }] on stdin, writes for each whether it is valid. libxml2-wasm is an ES module that
// awaits at its top, which Jest's CommonJS cannot load.
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

const cases = JSON.parse(await new Response(process.stdin).text());
const verdicts = cases.map(({ schema, xml }) => {
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema));
  try {
    validator.validate(XmlDocument.fromString(xml));
    return true;
  } catch {
    return false;
  }
});
process.stdout.write(JSON.stringify(verdicts));
