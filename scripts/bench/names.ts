/** The words of which the benchmark's office is made up: accents, hard letters, apostrophes, hyphens, other scripts. */
export const given = `Élise Łukasz Bjørn Zoë José Siobhán Ahmed Chloé Öykü Jean-Noël Márta Yuki Fatou Marie Jean Pierre Louise Geneviève François Anne-Marie Mathieu Catherine Luc Isabelle
  Étienne Noémie Gabriel Aïcha Mamadou Ibrahima Léa Hugo Inès Raphaël Camille Julien Sophie Antoine Hélène Nicolas Aurélie Olivier Valérie Maxime Émilie Sébastien Véronique Thomas
  James Mary Robert Patricia Michael Jennifer David Linda William Elizabeth Sarah Emma Olivia Noah Oliver George Charlotte Björn Åsa Ingrid Lars Søren Freja Mikkel Agnieszka Piotr
  Katarzyna Tomasz Jiří Tereza Zoltán Ágnes João Inês Conceição Rodrigo Lucía Íñigo Nuria Giulia Matteo Chiara Jürgen Käthe Günther Ümit Ayşe Çağla Thị-Lan Minh Huỳnh Wei Xiulan Haruto`.split(/\s+/);
export const commonFamilies = `Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher Diallo Traoré Nguyễn Trần
  Smith Johnson Martin Dubois Lefèvre O’Brien Muñoz García Fernández Łukaszewicz Kowalski Nowak Håkansson Andersson Jørgensen Ørsted Þórsdóttir Müller Schröder Yılmaz Öztürk Novák Đặng L’Écuyer`.split(/\s+/);
/** Family name, given name and both in their own script. */
export const otherScripts = [
  ['Haddad', 'Layla', 'ليلى حداد'], ['Al-Masri', 'Omar', 'عمر المصري'], ['Ben Salah', 'Amina', 'أمينة بن صالح'], ['Khoury', 'Rami', 'رامي خوري'],
  ['Wang', 'Xiuying', '王秀英'], ['Chen', 'Wei', '陈伟'], ['Sato', 'Haruto', '佐藤陽翔'], ['Tanaka', 'Yui', '田中結衣'], ['Kim', 'Seo-yeon', '김서연'], ['Papadopoulou', 'Eleni', 'Ελένη Παπαδοπούλου'],
  ['Kovalenko', 'Olena', 'Олена Коваленко'], ['Cohen', 'Noa', 'נועה כהן'],
] as const;
const onsets = 'b br c ch d dr f fl g gr h j k kr l m n p pl pr qu r s st t tr v w z'.split(' ');
const vowels = 'a e i o u é è ê â ô ou au ei y ø å ö ü ã í'.split(' ');
const codas = ' l n r s t nd rt ck sen ville mont bourg sund ski lla ra gny ard eau ette'.split(' ');
export const bodies = ['Université de', 'Chambre de commerce de', 'Port de', 'Musée d’art de', 'Agence de développement de', 'Festival de', 'Métropole de', 'Institut français de', 'Consulat général de', 'Réseau culturel de'];
export const hardTowns = `Łódź Øresund Đà-Nẵng L’Île-d’Yeu Sacré-Cœur İzmir Tromsø Kraków Málaga Åarhus Thiès Göteborg Nîmes Reykjavík Kópavogur São-Luís Gdańsk Plzeň Brașov Győr Ñuñoa Saint-Étienne Trois-Rivières
  Val-d’Or L’Ancienne-Lorette Cœur-de-Ville Straße-am-See Þingeyri Ħamrun Ŋaliwurru القاهرة 東京 北京 서울 Αθήνα Київ`.split(/\s+/);

/** A generator of numbers in [0, 1) that gives the same ones every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A name that nobody has, of so many syllables. */
export function invent(random: () => number, syllables: number): string {
  const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  let name = '';
  for (let n = 0; n < syllables; n += 1) name += one(onsets) + one(vowels);
  name += one(codas);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
