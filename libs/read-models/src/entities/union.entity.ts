import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecordedUnionEvent } from '#unions';
import { SCHEMA } from '../schema.js';

/** The directory: a union as it is now, and its events for the question how it was. */
@Entity({ schema: SCHEMA, name: 'unions' })
export class UnionEntity {
  @PrimaryColumn('uuid') unionId!: string;
  @Column('text', { nullable: true }) level!: string | null;
  @Column('text', { nullable: true }) sector!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  /** Every name and alias, old ones too, lower-cased, one a line. */
  @Column('text') search!: string;
  /** Sorts the list: the name people see, then the id. */
  @Column('text') sortKey!: string;
  @Column('jsonb') history!: RecordedUnionEvent[];
}
