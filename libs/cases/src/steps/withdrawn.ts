import { NotedStep } from '../content/dated.js';

/** The worker gave the case up. */
export class Withdrawn extends NotedStep {}
