import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecordedUnionEvent } from '#unions';

/** The cases projection's own copy of the directory, so that its rows depend on its own checkpoint alone. */
@Entity({ name: 'engaged_unions' })
export class EngagedUnionEntity {
  @PrimaryColumn('uuid') unionId!: string;
  @Column('jsonb') history!: RecordedUnionEvent[];
  /** Of its last event. */
  @Column({ type: 'text', collation: 'C' }) lastPosition!: string;
  /** When the last of its events was recorded, in epoch milliseconds. */
  @Column('bigint') lastRecorded!: string;
}
