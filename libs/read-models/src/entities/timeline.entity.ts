import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was recorded of a case, event by event: the case is folded from it, here and in the projection. */
@Entity({ name: 'timelines' })
export class TimelineEntity {
  @PrimaryColumn('uuid') caseId!: string;
  @PrimaryColumn('integer') revision!: number;
  /** JSON. */
  @Column('text') event!: string;
}
