import type { CaseState } from '#cases';

/** Every union that a step of the case is about or sends the worker to. */
export function unionsNamedIn(state: CaseState): string[] {
  const named = [...state.steps.values()].flatMap(({ content }) => {
    const { unionId, deflectedTo } = content as { unionId?: string; deflectedTo?: { unionId?: string } };
    return [unionId, deflectedTo?.unionId];
  });
  return [...new Set(named.filter((id) => id !== undefined))];
}
