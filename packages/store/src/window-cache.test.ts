import { expect, it } from 'vitest';
import { WindowCache } from './window-cache.ts';

it('forgets what was kept for another state of the data', () => {
  const cache = new WindowCache();
  cache.putTotal('question', 'v1', 7);
  expect(cache.total('question', 'v1')).toBe(7);
  expect(cache.total('question', 'v2')).toBeNull();
  expect(cache.total('question', 'v1')).toBeNull();
});

it('knows the total of a kept order', () => {
  const cache = new WindowCache();
  cache.putOrder('question', 'v1', Uint32Array.of(3, 1, 2));
  expect(cache.total('question', 'v1')).toBe(3);
});

it('drops the least recently used orders beyond its limit', () => {
  const cache = new WindowCache(10_000);
  const order = () => new Uint32Array(1000);
  cache.putOrder('a', 'v', order());
  cache.putOrder('b', 'v', order());
  cache.order('a', 'v');
  cache.putOrder('c', 'v', order());
  expect(cache.order('b', 'v')).toBeNull();
  expect(cache.order('a', 'v')).not.toBeNull();
  expect(cache.order('c', 'v')).not.toBeNull();
});
