import { edgeFigure, isEdgeFigure } from './edges.js';

const union = '0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff';

describe('the figure of an edge', () => {
  it.each([
    { from: union, to: 'union', name: union },
    { from: union, to: 'agency', name: 'labour_bureau' },
    { from: union, to: 'nobody', name: null },
  ] as const)('is known: %j', (edge) => {
    expect(isEdgeFigure(edgeFigure(edge))).toBe(true);
  });

  it.each(['edge', `edge.${union}`, `edge.${union}.moon`, `edge.${union}.union.a b`, 'edge..union', 'referrals'])(
    'is not %s',
    (figure) => {
      expect(isEdgeFigure(figure)).toBe(false);
    },
  );
});
