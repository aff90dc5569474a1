import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClockCounts } from '../counts/clock-counts.js';

/** The clocks of one measure that share a union, its level and region, a sector, a time zone and the last year of their cases; `unknown` where they have none. */
@Entity({ name: 'clock_counts' })
@Index('clock_counts_by_change', ['measure', 'changed'])
export class ClockCountEntity {
  @PrimaryColumn('text') measure!: string;
  @PrimaryColumn('uuid') unionId!: string;
  @PrimaryColumn('text') level!: string;
  @PrimaryColumn('text') sector!: string;
  @PrimaryColumn('text') region!: string;
  @PrimaryColumn('text') timeZone!: string;
  @PrimaryColumn('integer') lastYear!: number;
  /** The position up to which the batch came that changed it last. */
  @Column({ type: 'text', collation: 'C' }) changed!: string;
  @Column('json') counts!: ClockCounts;
}
