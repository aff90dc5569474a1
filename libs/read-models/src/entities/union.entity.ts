import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Level, RecordedUnionEvent } from '#unions';

/** The directory: what a union is found by at any time, and its events for the question how it was. */
@Entity({ name: 'unions' })
@Index('unions_by_name', ['sortKey', 'unionId'])
export class UnionEntity {
  @PrimaryColumn('uuid') unionId!: string;
  /** The levels it had, in order of time. */
  @Column('text', { array: true }) levels!: Level[];
  /** Since when it had each of them, in epoch milliseconds; the first is since when it exists. */
  @Column('bigint', { array: true }) levelSince!: string[];
  @Column('text', { nullable: true }) sector!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  /** Every name and alias, old ones too, lower-cased, one a line. */
  @Column('text') search!: string;
  /** Sorts the list: the name people see, then the id. */
  @Column({ type: 'text', collation: 'C' }) sortKey!: string;
  @Column('jsonb') history!: RecordedUnionEvent[];
}
