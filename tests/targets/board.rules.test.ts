import { describe, expect, it } from 'vitest';
import { apart, namedMarks } from '../../web/lib/targets/candidates-map.rules.ts';
import { standingOf, tintOf, wholePercents } from '../../web/lib/targets/heat.rules.ts';
import { sloped } from '../../web/lib/targets/slope.rules.ts';
import { weightStep, triedOn, weightTop, writeWeight } from '../../web/lib/targets/weighing.rules.ts';

describe('the shares on the board', () => {
  it('add up to a hundred in whole percents, the largest remainders first', () => {
    expect(wholePercents([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
    expect(wholePercents([0.005, 0.995])).toEqual([1, 99]);
    expect(wholePercents([0.615, 0.385, 0])).toEqual([62, 38, 0]);
    expect(wholePercents([])).toEqual([]);
  });

  it('are tinted by steps, from never to nearly always', () => {
    expect([0, 0.004, 0.01, 0.1, 0.2, 0.35, 0.5, 0.75, 1].map(tintOf)).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 6]);
  });

  it('make a choice sure, disputed or unlikely', () => {
    expect([1, 0.9, 0.89, 0.11, 0.1, 0].map(standingOf)).toEqual(['sure', 'sure', 'disputed', 'disputed', 'unlikely', 'unlikely']);
  });
});

describe('the marks of the map', () => {
  const frame = [0, 0, 1000, 500] as const;
  it('leave each other room, stay in the frame, and remember their places', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e'].map((id, index) => ({ id, x: 990 + (index % 2), y: 3 }));
    const placed = apart(crowd, 30, frame);
    for (const [index, one] of placed.entries()) {
      expect(one.at).toEqual({ x: crowd[index]?.x, y: 3 });
      expect(one.x).toBeLessThanOrEqual(985);
      expect(one.y).toBeGreaterThanOrEqual(15);
      for (const other of placed.slice(index + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(27);
    }
    expect(apart(crowd, 30, frame)).toEqual(placed);
  });

  it('stay where they are when nothing is near', () => {
    expect(apart([{ id: 'a', x: 100, y: 100 }, { id: 'b', x: 300, y: 100 }], 30, frame).map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([[100, 100], [300, 100]]);
  });
});

describe('the names on the map', () => {
  const frame = [0, 0, 400, 200] as const;
  it('stand to the right, or where they cover no mark, no name and no edge', () => {
    const marks = [{ id: 'a', name: 'Wallonie', x: 100, y: 100 }, { id: 'b', name: 'Flandre', x: 130, y: 100 }, { id: 'c', name: 'Texas', x: 390, y: 50 }];
    expect(namedMarks(marks, 10, 10, frame).map(({ id, side }) => [id, side])).toEqual([['a', 'left'], ['b', 'right'], ['c', 'left']]);
  });
  it('are left out where there is no room', () => {
    expect(namedMarks([{ id: 'a', name: 'Un nom bien trop long pour cette carte étroite, hélas', x: 100, y: 100 }], 10, 20, frame)).toEqual([]);
  });
});

describe('the sliders', () => {
  it('leave room above the greatest weight, and move in whole weights where weights are whole', () => {
    expect(weightTop([20, 15, 10])).toBe(30);
    expect(weightTop([0, 0])).toBe(10);
    expect(weightTop([0.3])).toBe(0.5);
    expect(weightStep(30, [20, 15])).toBe(1);
    expect(weightStep(0.5, [0.3])).toBe(0.005);
  });

  it('write the weight of the lens that is looked through', () => {
    const criterion = { weight: 10, weightShines: null, weightLearns: 5, weightAttracts: null };
    expect(writeWeight(criterion, 'blend', 3)).toEqual({ ...criterion, weight: 3 });
    expect(writeWeight(criterion, 'learns', 3)).toEqual({ ...criterion, weightLearns: 3 });
  });

  it('stay as they are tried when the exercise is read anew, and leave what nobody touched as it is stored', () => {
    const tried = { of: 'ex', weights: { a: writeWeight(writeWeight({}, 'blend', 3), 'learns', 4), gone: { weight: 1 } } };
    expect(triedOn([{ id: 'a', weight: 10, weightShines: 7 }, { id: 'b', weight: 20 }], tried)).toEqual([
      { id: 'a', weight: 3, weightShines: 7, weightLearns: 4 },
      { id: 'b', weight: 20 },
    ]);
  });
});

describe('the slope from then to now', () => {
  it('gives each candidate one row on each side, and those of one rank the order of the other side', () => {
    const rows = sloped([
      { id: 'a', rankThen: 1, rankNow: 3 },
      { id: 'b', rankThen: 2, rankNow: 2 },
      { id: 'c', rankThen: 2, rankNow: 1 },
    ]);
    expect(rows.map(({ id, leftRow, rightRow }) => [id, leftRow, rightRow])).toEqual([['a', 0, 2], ['c', 1, 0], ['b', 2, 1]]);
  });
});
