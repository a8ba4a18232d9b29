import { m } from '#paraglide/messages.js';
import { frameOf, project, world, type Frame } from '#server/map/projection.rules.ts';

/** The parts of the world that the map can be brought closer to, by name in the address (`?view=europe`). */
export const views: Record<string, { label: () => string; frame: Frame }> = {
  world: { label: m.map_view_world, frame: world },
  europe: { label: m.map_view_europe, frame: around([-22, 36], [42, 70]) },
  africa: { label: m.map_view_africa, frame: around([-20, -34], [54, 36]) },
  americas: { label: m.map_view_americas, frame: around([-120, -52], [-40, 62]) },
  asia: { label: m.map_view_asia, frame: around([65, -42], [170, 52]) },
};

function around(southWest: [number, number], northEast: [number, number]): Frame {
  return frameOf([project(...southWest), project(...northEast)]);
}
