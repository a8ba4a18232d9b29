/** Lists of words that the grammar reads by. Flat: lower case, no accents. */

const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Words of institutions: none of them names one by itself. */
export const generic = set(`
  ville city cite town municipalite municipality commune mairie hall universite university college institut institute ecole school ministere ministry
  department departement delegation deleguee delegue consulat consulate ambassade embassy reseau network association union federation alliance
  organisation organization conseil council commission comite committee chambre chamber commerce bureau office agence agency centre center musee museum
  port airport aeroport festival gouvernement government region communaute community fondation foundation groupe group societe company service services
  secretariat programme program projet project conference assemblee assembly forum societe maison house theatre international internationale metropole
  national nationale regional regionale general generale antenne presence permanent permanente cooperation world mondial mondiale culture
  de du des d l la le les of the and et a au aux en in for pour sur`);

/**
 * Ordinary words of either language that are also names of people, towns or organizations, or that open a sentence: in
 * lower case, or opening a sentence, they are not names unless marked with @.
 */
export const ordinary = set(`
  nice tours port culture paul pau mali orange cannes bruges sens are ares eu ue bm wb amc mri omc oas oea aer roy petit petite grand grande leblanc blanc
  noir brun roux rousseau riviere rivieres fontaine fortin lacroix laforest lafleur boulanger boucher charpentier chevalier marchand meunier berger
  mercier tessier potier couture page simon martin king young white black brown green hill wood woods stone field fields park parks bell baker cook cooks
  carter fisher hunter mason miller smith taylor turner walker ward west north south east day may june august rose lily grace hope faith joy art mark
  will bill bob jack frank drew grant chase lance pierre paris reading bath cork hull wells deal ware sale rugby nancy troyes lens vienne brest angers
  foix dax sete gap die aurore avenir horizon horizons alliance presence energie climat ensemble mer monde montagne soleil lune etoile victoire victoria
  bureau leger sauvage rapport moulin dubois dupuis lebel lavoie cote caron poirier pelletier gendron labbe lemay renaud savard gagne gagner levesque
  lessard villeneuve bonneau bonhomme beaulieu beau belle bel bon bonne jeune joly jolie gros long vert ross lord bishop pope rice bush frost snow winter
  summer spring fall price prince duke earl knight bond cash love power powers major sharp short strong sweet wise swift swan fox wolf bird finch crane
  marie maire maires mairesse mayor mayors consul amis ami friends friend merci thanks bonjour hello salut suite suivi note notes projet projets draft
  appel appels rencontre rencontres reunion courriel lettre visite gala lunch diner souper dejeuner cafe coffee meeting call email letter visit event
  action actions todo update news info infos important urgent super excellent excellente great good bad new nouveau nouvelle first premier premiere last
  hier demain aujourd today tomorrow yesterday on we they i il elle ils elles nous vous je tu he she it you who qui que quoi dont what when where
  how why un une deux trois quatre cinq six sept huit neuf dix one two three four five seven eight nine ten
  to by at with avec sans sous dans from into par chez entre vers depuis pendant apres avant after before since until during about his her their our my
  son sa ses leur leurs notre nos mon ma mes ce cet cette ces this that these those is was were be been has have had ont est etait sont sera a ai
  as not pas no non oui yes ok si ou or but mais donc car ni tres very plus moins more less bien well tout tous toute toutes all any some
  main mains lac lake mont pont val vallee plaine cap ile iles lieu place rue route quai tour temps vie art arts eau air feu terre fer or argent
  mobilite destination capitale vivre litterature civilisation science tourisme patrimoine heritage tourism energy innovation jeunesse
  parler parle parlait discussion discours dossier document programme agenda plan plans table tableau tours train trains avion gare hotel restaurant
  concert orchestre film livre livres theatre danse sport sports hockey hiver ete automne printemps noel fete fetes
  santo sam sara max theo leo claire aime aimee desire prosper constant clement parfait modeste fidele honore blanche colombe olive
  cours course ours tous jours nuit matin soir midi minuit chef chefs directeur directrice president presidente ministre deleguee delegue`);

/** Names of months, days, tongues, peoples and lands: said with a capital in one language or the other, and no partner. */
export const notNames = set(`
  janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march april june july august september october
  november december jan feb mar apr jun jul aug sept sep oct nov dec lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday
  friday saturday sunday mon tue tues wed thu thur thurs fri sat sun francais francaise francaises french anglais anglaise english espagnol espagnole
  spanish allemand allemande german italien italienne italian portugais portuguese chinois chinoise chinese japonais japonaise japanese arabe arabic russe russian
  polonais polonaise polish suedois suedoise swedish belge belges belgian canadien canadienne canadian quebecois quebecoise quebecer americain americaine
  american europeen europeenne european africain africaine african mexicain mexicaine mexican bresilien bresilienne brazilian indien indienne indian
  vietnamien vietnamienne vietnamese coreen coreenne korean tunisien tunisienne tunisian marocain marocaine moroccan senegalais senegalaise senegalese
  danois danoise danish finlandais finnois finnish norvegien norvegienne norwegian islandais icelandic britannique british ecossais scottish irlandais irish
  suisse swiss autrichien austrian neerlandais dutch grec greek turc turkish israelien israeli innu inuit huron wendat wallon flamand wallonie flandre
  quebec canada france belgique belgium allemagne germany espagne spain italie italy portugal suede sweden norvege norway danemark denmark finlande finland
  islande iceland pologne poland russie russia chine china japon japan coree korea inde india vietnam mexique mexico bresil brazil tunisie tunisia maroc
  morocco senegal mali haiti usa etats unis states united kingdom royaume uni europe afrique africa amerique america asie asia teams zoom webex skype
  covid noel paques christmas easter toussaint halloween internet google outlook m mme mlle mr mrs ms dr dre me prof monsieur madame cop g7 g20 rdv
  ok ville city mairie maire mayor il elle nous on they we i`);

/** Words before a person’s name. */
export const titles = set('m mm mme mmes mlle mr mrs ms miss dr dre me maitre prof professeur professor monsieur madame sir');

/** Words after which somebody is named. */
export const withWords = set('avec with chez from w met rencontre par by de at');
