import { json } from '@sveltejs/kit';
import { countryFrames } from '#lib/map/atlas.server.ts';

export const prerender = true;

export const GET = () => json(countryFrames());
