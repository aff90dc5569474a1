import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ClockColumns } from './clock-columns.js';
import { SCHEMA } from '../schema.js';

/** One case x one union: what every figure is made of. */
@Entity({ schema: SCHEMA, name: 'engagements' })
@Index('engagements_by_union', ['unionId', 'caseId'])
export class EngagementEntity {
  @PrimaryColumn('uuid') caseId!: string;
  @PrimaryColumn('uuid') unionId!: string;
  @Column('text', { nullable: true }) level!: string | null;
  /** The case's sector. */
  @Column('text', { nullable: true }) sector!: string | null;
  /** The union's region. */
  @Column('text', { nullable: true }) region!: string | null;
  @Column('boolean') called!: boolean;
  @Column('text', { nullable: true }) department!: string | null;
  @Column('jsonb') departments!: string[];
  @Column('jsonb') reasons!: string[];
  @Column('jsonb', { nullable: true }) causedBy!: { unionId: string; stepId: string } | null;
  @Column('text') timeZone!: string;
  @Column(() => ClockColumns, { prefix: 'first_reply_' }) firstReply!: ClockColumns;
  @Column(() => ClockColumns, { prefix: 'intervention_' }) intervention!: ClockColumns;
  @Column(() => ClockColumns, { prefix: 'awareness_' }) awareness!: ClockColumns;
  @Column(() => ClockColumns, { prefix: 'resolution_' }) resolution!: ClockColumns;
}
