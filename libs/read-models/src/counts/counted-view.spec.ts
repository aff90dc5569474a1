import { CountedView } from './counted-view.js';

const place = { level: 'district', unionId: 'a', sector: 'taxi', region: '44', timeZone: 'UTC', lastYear: 2021 };
const counted = ({ groups, total }: ReturnType<CountedView['lend']>) => ({
  groups: [...groups.values()].map(({ keys, counts }) => [...keys, ...counts]),
  total: [...total.counts],
});

describe('a view of counts', () => {
  it('adds up rows by what they have in common, and forgets what comes to nothing', () => {
    const view = new CountedView(['level'], { sector: 'taxi' });
    view.change(place, [7, 2, 8, 1], 1);
    view.change({ ...place, unionId: 'b' }, [7, 1], 1);
    view.change({ ...place, level: 'municipal' }, [7, 5], 1);
    view.change({ ...place, sector: 'mining' }, [7, 100], 1);
    view.change(place, [8, 1], -1);
    expect(counted(view.lend())).toEqual({
      groups: [
        ['district', [7, 3]],
        ['municipal', [7, 5]],
      ],
      total: [[7, 8]],
    });
  });

  it('stays for whoever borrowed it as it was', () => {
    const view = new CountedView(['level'], {});
    view.change(place, [7, 2], 1);
    const lent = view.lend();
    view.change(place, [7, 3], 1);
    view.change({ ...place, level: 'municipal' }, [7, 1], 1);
    expect(counted(lent)).toEqual({ groups: [['district', [7, 2]]], total: [[7, 2]] });
    expect(counted(view.lend())).toEqual({
      groups: [
        ['district', [7, 5]],
        ['municipal', [7, 1]],
      ],
      total: [[7, 6]],
    });
  });

  it('computes again what was asked of a group once the group has changed', () => {
    const view = new CountedView(['level'], {});
    view.change(place, [7, 2], 1);
    const size = () => {
      const [group] = view.lend().groups.values();
      return group!.keep('sum', 'how many', () => [...group!.counts.values()].reduce((a, b) => a + b));
    };
    expect([size(), size()]).toEqual([2, 2]);
    view.change(place, [7, 1], 1);
    expect(size()).toBe(3);
  });
});
