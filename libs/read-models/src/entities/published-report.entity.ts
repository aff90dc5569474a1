import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Publication } from '#publications';
import { SCHEMA } from '../schema.js';

/** The list of reports that were published. */
@Entity({ schema: SCHEMA, name: 'published_reports' })
@Index('published_reports_by_position', ['position'])
export class PublishedReportEntity {
  @PrimaryColumn('uuid') reportId!: string;
  /** Of its publication; sorts the list. */
  @Column({ type: 'text', collation: 'C' }) position!: string;
  @Column('jsonb') publication!: Publication;
}
