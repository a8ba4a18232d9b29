import { m } from '#paraglide/messages.js';
import { frameAround } from './map.rules.ts';
import { project, world, type Frame } from './projection.ts';

/** The parts of the world that the map can be brought closer to, by name in the address (`?view=europe`). */
export const views: Record<string, { label: () => string; frame: Frame }> = {
  world: { label: m.map_view_world, frame: world },
  europe: { label: m.map_view_europe, frame: around([-22, 36], [42, 70]) },
  africa: { label: m.map_view_africa, frame: around([-20, -34], [54, 36]) },
  americas: { label: m.map_view_americas, frame: around([-120, -52], [-40, 62]) },
  asia: { label: m.map_view_asia, frame: around([65, -42], [170, 52]) },
};

function around(southWest: [number, number], northEast: [number, number]): Frame {
  const corners = [southWest, northEast].flatMap((corner) => project(...corner) ?? []);
  const [west = 0, south = 0, east = 0, north = 0] = corners;
  return frameAround([[west, north, east - west, south - north]], world);
}
