/** Address of the countries' shapes: one file, cached by the browser and drawn with <use>. The number is its edition. */
export const atlasUrl = '/map/world.svg?v=1';
