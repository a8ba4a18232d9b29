import { describe, expect, it } from 'vitest';
import { withFacts } from '../../web/lib/targets/deciding.rules.ts';

describe('a reason proposed from the figures', () => {
  it('follows the figures until somebody writes their own', () => {
    const proposed = withFacts({ reason: '', proposed: '' }, 'Rang 1 sur 12');
    expect(proposed).toEqual({ reason: 'Rang 1 sur 12', proposed: 'Rang 1 sur 12' });
    expect(withFacts(proposed, 'Rang 4 sur 12')).toEqual({ reason: 'Rang 4 sur 12', proposed: 'Rang 4 sur 12' });
    const written = { ...proposed, reason: 'Rang 1 sur 12, et trois laboratoires.' };
    expect(withFacts(written, 'Rang 4 sur 12')).toBe(written);
  });

  it('is taken as it was proposed, whatever the figures were when a draft was kept', () => {
    const draft = JSON.parse(JSON.stringify(withFacts({ reason: ' ', proposed: '' }, 'Rang 2 sur 12'))) as { reason: string; proposed: string };
    expect(withFacts(draft, 'Rang 9 sur 12').reason).toBe('Rang 9 sur 12');
  });
});
