import { Column } from 'typeorm';

/** What is counted of one clock of an engagement. */
export class ClockColumns {
  /** A class, `competing:<cause>`, `censored` while it runs, `not_started`, `quarantined:<reason>`. */
  @Column('text') outcome!: string;
  /**
   * How many days it ran at least and at most; of a running one the first and the last day on which it may have started,
   * counted from 1970-01-01. Null where nothing is measured.
   */
  @Column('integer', { nullable: true }) low!: number | null;
  @Column('integer', { nullable: true }) high!: number | null;
}
