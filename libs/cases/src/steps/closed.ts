import { NotedStep } from '../content/dated.js';

/** The organisation stops working on the case; nothing that happens afterwards is recorded until it is reopened. */
export class Closed extends NotedStep {}
