// Its shape as a type: read from the file, its half a million numbers cost every check of types some seconds.
declare module 'world-atlas/countries-50m.json' {
  import type { GeometryCollection, Topology } from 'topojson-specification';

  const atlas: Topology<{ countries: GeometryCollection }>;
  export default atlas;
}
