import { Column } from 'typeorm';

/** TypeORM returns a bigint as a string; instants in milliseconds fit a number exactly. */
const whole = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** One clock of an engagement; all but the outcome are null where it never started, the last six while it runs. */
export class ClockColumns {
  /** A class, `competing:<cause>`, `censored` while it runs, `not_started`. */
  @Column('text') outcome!: string;
  /** Epoch milliseconds. */
  @Column('bigint', { nullable: true, transformer: whole }) startEarliest!: number | null;
  @Column('bigint', { nullable: true, transformer: whole }) startLatest!: number | null;
  @Column('bigint', { nullable: true, transformer: whole }) stopEarliest!: number | null;
  @Column('bigint', { nullable: true, transformer: whole }) stopLatest!: number | null;
  @Column('bigint', { nullable: true, transformer: whole }) secondsLow!: number | null;
  @Column('bigint', { nullable: true, transformer: whole }) secondsHigh!: number | null;
  @Column('integer', { nullable: true }) daysLow!: number | null;
  @Column('integer', { nullable: true }) daysHigh!: number | null;
}
