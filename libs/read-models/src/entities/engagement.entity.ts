import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ClockColumns } from './clock-columns.js';

/** What is found and counted of one case x one union; the rest is in the case's timeline. */
@Entity({ name: 'engagements' })
@Index('engagements_by_union', ['unionId', 'caseId'])
@Index('engagements_by_last_year', { synchronize: false })
export class EngagementEntity {
  @PrimaryColumn('uuid') caseId!: string;
  @PrimaryColumn('uuid') unionId!: string;
  @Column('text', { nullable: true }) level!: string | null;
  /** The case's sector. */
  @Column('text', { nullable: true }) sector!: string | null;
  /** The union's region. */
  @Column('text', { nullable: true }) region!: string | null;
  /** In which something last happened or was recorded in the case. */
  @Column('integer') lastYear!: number;
  @Column('jsonb') departments!: string[];
  @Column('jsonb') reasons!: string[];
  @Column('text') timeZone!: string;
  @Column(() => ClockColumns, { prefix: 'first_reply_' }) firstReply!: ClockColumns;
  @Column(() => ClockColumns, { prefix: 'intervention_' }) intervention!: ClockColumns;
  @Column(() => ClockColumns, { prefix: 'awareness_' }) awareness!: ClockColumns;
  @Column(() => ClockColumns, { prefix: 'resolution_' }) resolution!: ClockColumns;
  /** Left out of the figures: its case is in them as the one that it was linked to. */
  @Column('boolean', { default: false }) isDuplicate!: boolean;
}
