export { figure, type Html, html, percent, table, whole } from '../../shared/html.ts';
