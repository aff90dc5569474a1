import { ViewColumn, ViewEntity } from 'typeorm';

/** How many engagements of each level stand how, per measure. */
@ViewEntity({ name: 'level_counts', synchronize: false })
export class LevelCountEntity {
  @ViewColumn() level!: string | null;
  @ViewColumn() measure!: string;
  @ViewColumn() outcome!: string;
  /** TypeORM returns a bigint as a string. */
  @ViewColumn() n!: string;
}
