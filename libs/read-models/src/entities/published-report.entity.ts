import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Publication } from '#publications';

/** The list of reports that were published. */
@Entity({ name: 'published_reports' })
@Index('published_reports_by_position', ['position'])
export class PublishedReportEntity {
  @PrimaryColumn('uuid') reportId!: string;
  /** Of its publication; sorts the list. */
  @Column({ type: 'text', collation: 'C' }) position!: string;
  @Column('jsonb') publication!: Publication;
}
