import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What lists of cases are filtered and sorted by; the case itself is in its timeline. */
@Entity({ name: 'cases' })
// Its descending order is its projection's to say: TypeORM has no word for it.
@Index('cases_by_opening', { synchronize: false })
@Index('cases_by_recording', ['lastRecorded'])
@Index('cases_by_settling', ['settledAt'])
@Index('cases_by_original', ['duplicateOf'], { where: 'duplicate_of IS NOT NULL' })
export class CaseEntity {
  @PrimaryColumn('uuid') caseId!: string;
  /** Sorts the list: earliest instant of the opening, in epoch milliseconds. */
  @Column('bigint') openedEarliest!: string;
  @Column('bigint') openedLatest!: string;
  @Column('text') status!: string;
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('text', { nullable: true }) sector!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('jsonb') disputes!: string[];
  @Column('text', { nullable: true }) title!: string | null;
  @Column('uuid', { nullable: true }) duplicateOf!: string | null;
  @Column('text') aware!: string;
  @Column('text') involved!: string;
  @Column('boolean') involvedAfterCall!: boolean;
  @Column('boolean') unionsCalled!: boolean;
  /** Of its first event, and when that was recorded, in epoch milliseconds. */
  @Column({ type: 'text', collation: 'C' }) firstPosition!: string;
  @Column('bigint') firstRecorded!: string;
  /** Of its last event. */
  @Column({ type: 'text', collation: 'C' }) lastPosition!: string;
  /** When the last of its events was recorded, in epoch milliseconds. */
  @Column('bigint') lastRecorded!: string;
  /** From when on all its steps have happened, the day of the last one being as good as over; epoch milliseconds. */
  @Column('bigint') settledAt!: string;
}
