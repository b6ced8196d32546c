//! Lists: closed classes of words that tell names from other words with a capital, in English and
//! French.

/// Words within a name that are written small.
pub(super) const WITHIN: [&str; 27] = [
    "of", "the", "de", "du", "des", "la", "le", "les", "al", "el", "bin", "ibn", "bint", "von",
    "van", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "ten", "d", "l",
];
/// Days and other words with a capital that name nothing.
pub(super) const NO_NAMES: [&str; 25] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "i",
    "am",
    "pm",
    "ad",
    "bc",
    "bce",
    "ce",
    "ok",
    "tv",
    "gmt",
    "utc",
];
/// Words that begin sentences, and name nothing there.
pub(super) const BEGINNINGS: &str = "a about according after against all also although among an and another any are as at based \
    because been before being below beside besides between both but by can could despite did do does due \
    during each either even every few first for from further had has have he her here his how however if in \
    including indeed instead into is it its just last later like many may meanwhile more most much must my \
    near nearly neither never next no none nor not nothing now of off often on once one only or other our \
    out over own people perhaps please rather see several she should similarly since so some still such than \
    that the their them then there therefore these they this those though through throughout thus to today \
    together too two three under unlike until up upon us usually very was we well were what whatever when where \
    whether which while who whom whose why will with within without would yes yet you your \
    ainsi alors apres au aucun aussi autre aux avant avec beaucoup c ca car ce cela celle celui ces cet cette \
    ceux chaque comme comment d dans de depuis des deux donc du elle elles en encore enfin ensuite entre est et \
    ils il j je jusqu l la le les leur leurs lors lorsque lui mais malgre meme mes moins n ne ni nos notre nous \
    on ont or ou par parce parmi pendant plus plusieurs pour pourquoi puis qu quand que quel quelle quelques \
    qui quoi s sa sans se selon ses si son sous sur ta tandis tant tous tout toute toutes tres trois un une vers \
    voici voila vos votre vous y";
/// Small words that join the common words of a title: War and Peace, Alone in the Dark.
pub(super) const WITHIN_TITLES: [&str; 10] =
    ["and", "in", "on", "at", "to", "for", "with", "from", "by", "et"];
/// Words that tell what is named; the last such word of a name decides.
pub(super) const OF_PLACES: [&str; 36] = [
    "street",
    "square",
    "river",
    "lake",
    "sea",
    "ocean",
    "mount",
    "mountain",
    "mountains",
    "island",
    "islands",
    "valley",
    "bay",
    "city",
    "park",
    "bridge",
    "airport",
    "station",
    "desert",
    "canal",
    "road",
    "avenue",
    "hill",
    "hills",
    "beach",
    "cape",
    "gulf",
    "strait",
    "peninsula",
    "county",
    "province",
    "district",
    "north",
    "south",
    "east",
    "west",
];
pub(super) const OF_ORGANIZATIONS: [&str; 40] = [
    "university",
    "institute",
    "college",
    "school",
    "ministry",
    "department",
    "agency",
    "bureau",
    "party",
    "council",
    "committee",
    "commission",
    "court",
    "bank",
    "company",
    "corporation",
    "inc",
    "group",
    "association",
    "federation",
    "union",
    "league",
    "club",
    "team",
    "army",
    "navy",
    "police",
    "parliament",
    "congress",
    "senate",
    "assembly",
    "times",
    "post",
    "news",
    "airlines",
    "airways",
    "organization",
    "foundation",
    "society",
    "service",
];
pub(super) const OF_EVENTS: [&str; 16] = [
    "war",
    "battle",
    "games",
    "cup",
    "championship",
    "festival",
    "olympics",
    "revolution",
    "prix",
    "summit",
    "conference",
    "treaty",
    "day",
    "expo",
    "marathon",
    "crisis",
];
