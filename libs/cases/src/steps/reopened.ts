import { NotedStep } from '../content/dated.js';

/** The organisation takes a closed case up again. */
export class Reopened extends NotedStep {}
