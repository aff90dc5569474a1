import { Histogram, type Registry } from 'prom-client';

/** How long requests take, by method, route and status. */
export class RequestMetrics {
  private readonly seconds: Histogram<'method' | 'route' | 'status'>;
  /** One handle for each combination: looking labels up anew costs more than the observation. */
  private readonly handles = new Map<string, { observe(value: number): void }>();

  constructor(registry: Registry) {
    this.seconds = new Histogram({
      name: 'recourse_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    const key = `${status} ${method} ${route}`;
    let handle = this.handles.get(key);
    if (!handle) {
      handle = this.seconds.labels({ method, route, status: String(status) });
      this.handles.set(key, handle);
    }
    handle.observe(seconds);
  }
}
