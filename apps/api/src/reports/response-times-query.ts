import { ResponseTimesRequest } from '#read-models';
import { ofTables } from '../http/read-query.js';

/** What GET /v1/reports/response-times counts, and by what. */
export class ResponseTimesQuery extends ofTables(ResponseTimesRequest) {}
