export { predict } from './predict.ts';
