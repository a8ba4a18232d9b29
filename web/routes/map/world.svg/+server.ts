import { worldSvg } from '#lib/map/atlas.server.ts';

// Drawn when the pages are built, and served as a file from then on.
export const prerender = true;

export const GET = () => new Response(worldSvg(), { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } });
