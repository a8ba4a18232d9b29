import type { LexiconEntry } from '../../server/capture/capture.schema.ts';

/** How many names the office of the benchmark knows. */
export const full = { organizations: 20_000, contacts: 100_000 };

const given = `Élise Łukasz Bjørn Zoë José Siobhán Ahmed Chloé Öykü Jean-Noël Márta Yuki Fatou Marie Jean Pierre Louise Geneviève François Anne-Marie Mathieu Catherine Luc Isabelle
  Étienne Noémie Gabriel Aïcha Mamadou Ibrahima Léa Hugo Inès Raphaël Camille Julien Sophie Antoine Hélène Nicolas Aurélie Olivier Valérie Maxime Émilie Sébastien Véronique Thomas
  James Mary Robert Patricia Michael Jennifer David Linda William Elizabeth Sarah Emma Olivia Noah Oliver George Charlotte Björn Åsa Ingrid Lars Søren Freja Mikkel Agnieszka Piotr
  Katarzyna Tomasz Jiří Tereza Zoltán Ágnes João Inês Conceição Rodrigo Lucía Íñigo Nuria Giulia Matteo Chiara Jürgen Käthe Günther Ümit Ayşe Çağla Thị-Lan Minh Huỳnh Wei Xiulan Haruto`.split(/\s+/);
const commonFamilies = `Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher Diallo Traoré Nguyễn Trần
  Smith Johnson Martin Dubois Lefèvre O’Brien Muñoz García Fernández Łukaszewicz Kowalski Nowak Håkansson Andersson Jørgensen Ørsted Þórsdóttir Müller Schröder Yılmaz Öztürk Novák Đặng L’Écuyer`.split(/\s+/);
const onsets = 'b br c ch d dr f fl g gr h j k kr l m n p pl pr qu r s st t tr v w z'.split(' ');
const vowels = 'a e i o u é è ê â ô ou au ei y ø å ö ü ã í'.split(' ');
const codas = ' l n r s t nd rt ck sen ville mont bourg sund ski lla ra gny ard eau ette'.split(' ');
const bodies = ['Université de', 'Chambre de commerce de', 'Port de', 'Musée d’art de', 'Agence de développement de', 'Festival de', 'Métropole de', 'Institut français de', 'Consulat général de', 'Réseau culturel de'];

/** A generator of numbers in [0, 1) that gives the same ones every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Organizations and people of an office of full size, the same every time: accents, acronyms, former names, a few family names that thousands share. */
export function* manyNames(): Generator<LexiconEntry> {
  const random = seeded(2026);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const invent = (syllables: number): string => {
    let name = '';
    for (let n = 0; n < syllables; n += 1) name += one(onsets) + one(vowels);
    name += one(codas);
    return name[0]!.toUpperCase() + name.slice(1);
  };
  const towns = Array.from({ length: 8_000 }, () => (random() < 0.15 ? `Saint-${invent(2)}` : random() < 0.06 ? `${invent(1)}-sur-${invent(2)}` : invent(2 + Math.floor(random() * 2))));
  const families = [...commonFamilies, ...Array.from({ length: 9_000 }, () => invent(1 + Math.floor(random() * 2)))];
  const plain = { detailFr: null, detailEn: null };

  for (let n = 0; n < full.organizations; n += 1) {
    const town = towns[n % towns.length]!;
    const isTown = n < towns.length;
    const nameFr = isTown ? `Ville de ${town}` : `${one(bodies)} ${town}${random() < 0.3 ? ` et ${one(towns)}` : ''}`;
    const acronym = Array.from({ length: 4 }, () => String.fromCharCode(65 + Math.floor(random() * 26))).join('');
    const names = isTown ? [town] : random() < 0.4 ? [acronym, `Ancien ${nameFr}`] : [];
    yield { ...plain, type: 'organization', id: `bench.o.${n}`, nameFr, nameEn: isTown ? `City of ${town}` : null, names, lastHeldAt: null };
  }
  for (let n = 0; n < full.contacts; n += 1) {
    // A cube makes the first names of the list common and the last ones rare, as names are.
    const family = families[Math.floor(random() ** 3 * families.length)]!;
    const first = one(given);
    const name = `${first} ${family}`;
    yield { ...plain, type: 'contact', id: `bench.c.${n}`, nameFr: name, nameEn: name, names: [`${family}, ${first}`], organizationIds: [`bench.o.${Math.floor(random() * full.organizations)}`], lastHeldAt: null };
  }
}
