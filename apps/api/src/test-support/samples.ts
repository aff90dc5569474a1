import type { TestApi } from './test-api.js';

export interface Written {
  readonly stepId: string;
  readonly revision: number;
  readonly position: string;
}

/** A union in the directory. */
export async function registerUnion(api: TestApi, content: object = {}): Promise<Written & { unionId: string }> {
  const { body, status } = await api.post('/v1/unions', {
    level: 'municipal',
    region: '520200',
    names: { zh: '六盘水市总工会', en: 'Liupanshui municipal federation' },
    ...content,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** A case that opened on 14 June 2021. */
export async function openCase(api: TestApi, content: object = {}): Promise<Written & { caseId: string }> {
  const { body, status } = await api.post('/v1/cases', {
    openedBy: 'posted_online',
    occurredAt: '2021-06-14',
    title: 'Carpenter unpaid on a renovation',
    sector: 'construction',
    disputes: ['wage_arrears'],
    ...content,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

export async function record(api: TestApi, caseId: string, step: string, content: object): Promise<Written> {
  const { body, status } = await api.post(`/v1/cases/${caseId}/steps/${step}`, content);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}
