import { NotWith } from '#unions';
import { MomentQuery } from '../http/moment.js';

/** How a case is read: as it was it comes from its events, whatever the tables have. */
export class CaseQuery extends MomentQuery {
  @NotWith('asOf')
  @NotWith('knownAt')
  override pin?: string;
}
