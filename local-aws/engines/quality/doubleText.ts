/** A double as Java prints it, which is how the open library words it. */
export { doubleText } from '../sql/java/doubleText.ts';
