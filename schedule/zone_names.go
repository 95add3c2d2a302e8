package schedule

import (
	"strconv"
	"strings"
)

// maxZoneName bounds the work done for a name that is no zone; the longest
// that anybody means has half of it.
const maxZoneName = 64

// nearestZone returns the IANA name that a name which LoadZone refuses most
// likely meant, or "" where none is near: for a name of Windows, an
// abbreviation, a country, a city alone, an IANA name in the wrong case or
// with a typing error. It is for hints only, since half of these names mean
// several zones.
func nearestZone(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > maxZoneName {
		return ""
	}
	if zone := zoneOfOffset(name); zone != "" {
		return zone
	}
	candidates := zoneCandidates()
	typed := foldZone(name)
	_, place := cutLast(typed)
	for _, same := range []func(zoneCandidate) bool{
		func(c zoneCandidate) bool { return c.alias && c.full == typed },
		func(c zoneCandidate) bool { return !c.alias && c.full == typed },
		func(c zoneCandidate) bool { return c.place == place },
	} {
		for _, c := range candidates {
			if same(c) {
				return c.zone
			}
		}
	}
	return zoneByDistance(typed, place, candidates)
}

// ForeignZone returns the IANA name of a zone that another program names in its
// own way: "GMT Standard Time", "/freeassociation.sourceforge.net/Europe/London",
// "(UTC+00:00) Dublin, Edinburgh, Lisbon, London". It returns "" for a name
// that it does not know; it does not guess at typing errors.
func ForeignZone(name string) string {
	name = strings.TrimSpace(name)
	if len(name) > 2*maxZoneName {
		return ""
	}
	if _, err := LoadZone(name); err == nil {
		return name
	}
	// A vendor may put a path of its own before the name.
	for rest := name; strings.Contains(rest, "/"); {
		_, rest, _ = strings.Cut(rest, "/")
		if _, err := LoadZone(rest); err == nil {
			return rest
		}
	}
	_, cities, _ := strings.Cut(name, ") ")
	general, _, _ := strings.Cut(cities, " (") // Eastern Time (US & Canada)
	candidates := zoneCandidates()
	for _, typed := range append(append([]string{name}, strings.Split(cities, ", ")...), general) {
		folded := foldZone(typed)
		for _, c := range candidates {
			if folded != "" && (c.full == folded || c.place == folded) {
				return c.zone
			}
		}
	}
	return ""
}

// A zoneCandidate is a name by which a zone may be meant, folded.
type zoneCandidate struct {
	full, place string // place is what follows the last slash
	zone        string
	alias       bool
}

// zoneCandidates returns the aliases, then all zones: an alias was chosen by
// hand and wins over a city of the same name.
func zoneCandidates() []zoneCandidate {
	var out []zoneCandidate
	for line := range strings.Lines(zoneAliases) {
		if alias, zone, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			full := foldZone(alias)
			out = append(out, zoneCandidate{full, full, zone, true})
		}
	}
	for _, zone := range ZoneNames() {
		full := foldZone(zone)
		_, place := cutLast(full)
		out = append(out, zoneCandidate{full, place, zone, false})
	}
	return out
}

// zoneByDistance returns the zone with the fewest typing errors in its name or
// its place. Short names are no typing errors: every three letters are near to
// some abbreviation.
func zoneByDistance(typed, place string, candidates []zoneCandidate) string {
	best, zone := 1<<10, ""
	try := func(a, b string, c zoneCandidate) {
		// More letters too many or too few than errors allowed: not near.
		allowed := 1 + len(a)/8
		if len(a) < 5 || len(b) < 4 || len(a)-len(b) > allowed || len(b)-len(a) > allowed {
			return
		}
		if d := distance(a, b); d <= allowed && d < best {
			best, zone = d, c.zone
		}
	}
	for _, c := range candidates {
		try(typed, c.full, c)
		try(place, c.place, c)
	}
	return zone
}

// foldZone leaves the letters and digits of a name, in lower case, with the
// slashes and the signs of offsets. It drops the endings of Windows and of
// people: Standard Time, Daylight Time, Summer Time, Time.
func foldZone(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, "\\", "/"))
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		sign := (c == '-' || c == '+') && i+1 < len(name) && '0' <= name[i+1] && name[i+1] <= '9'
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '/' || sign {
			b.WriteByte(c)
		}
	}
	folded := b.String()
	// "Standard Time" may stand before a country in brackets.
	for _, words := range []string{"standardtime", "daylighttime", "summertime", "daylight"} {
		folded = strings.Replace(folded, words, "", 1)
	}
	if short := strings.TrimSuffix(folded, "time"); short != "" {
		folded = short
	}
	return folded
}

// cutLast cuts a name around its last slash.
func cutLast(name string) (before, after string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// zoneOfOffset returns the zone of UTC+2, GMT-5, +01:00 and the like, or "".
// The sign of an Etc zone is the other way round: Etc/GMT-2 is ahead of UTC.
func zoneOfOffset(name string) string {
	offset := strings.ToUpper(strings.ReplaceAll(name, " ", ""))
	offset = strings.TrimPrefix(offset, "UTC")
	offset = strings.TrimPrefix(offset, "GMT")
	offset = strings.TrimSuffix(offset, ":00")
	if len(offset) < 2 || len(offset) > 3 || offset[0] != '+' && offset[0] != '-' {
		return ""
	}
	hours, err := strconv.ParseUint(offset[1:], 10, 8)
	switch {
	case err != nil:
		return ""
	case hours == 0:
		return "UTC"
	case offset[0] == '+' && hours <= 14:
		return "Etc/GMT-" + strconv.FormatUint(hours, 10)
	case offset[0] == '-' && hours <= 12:
		return "Etc/GMT+" + strconv.FormatUint(hours, 10)
	}
	return ""
}

// zoneAliases names the zones that other names stand for, an alias a line; the
// first of two that fold to the same wins. It is a text and no map, so that a
// program that needs no hint does not pay for it.
//
// Names of Windows come first, without "Standard Time", from the table
// windowsZones of the Unicode CLDR (territory 001, with today's IANA names);
// then abbreviations, and the names of the IANA archive without a slash; then
// countries and cities that are not in a zone's name.
const zoneAliases = `
AUS Central=Australia/Darwin
AUS Eastern=Australia/Sydney
Afghanistan=Asia/Kabul
Alaskan=America/Anchorage
Aleutian=America/Adak
Altai=Asia/Barnaul
Arab=Asia/Riyadh
Arabian=Asia/Dubai
Arabic=Asia/Baghdad
Argentina=America/Argentina/Buenos_Aires
Astrakhan=Europe/Astrakhan
Atlantic=America/Halifax
Aus Central W.=Australia/Eucla
Azerbaijan=Asia/Baku
Azores=Atlantic/Azores
Bahia=America/Bahia
Bangladesh=Asia/Dhaka
Belarus=Europe/Minsk
Bougainville=Pacific/Bougainville
Canada Central=America/Regina
Cape Verde=Atlantic/Cape_Verde
Caucasus=Asia/Yerevan
Cen. Australia=Australia/Adelaide
Central America=America/Guatemala
Central Asia=Asia/Bishkek
Central Brazilian=America/Cuiaba
Central Europe=Europe/Budapest
Central European=Europe/Warsaw
Central Pacific=Pacific/Guadalcanal
Central=America/Chicago
Central (Mexico)=America/Mexico_City
Chatham Islands=Pacific/Chatham
China=Asia/Shanghai
Cuba=America/Havana
Dateline=Etc/GMT+12
E. Africa=Africa/Nairobi
E. Australia=Australia/Brisbane
E. Europe=Europe/Chisinau
E. South America=America/Sao_Paulo
Easter Island=Pacific/Easter
Eastern=America/New_York
Eastern (Mexico)=America/Cancun
Egypt=Africa/Cairo
Ekaterinburg=Asia/Yekaterinburg
FLE=Europe/Kyiv
Fiji=Pacific/Fiji
GMT=Europe/London
GTB=Europe/Bucharest
Georgian=Asia/Tbilisi
Greenland=America/Nuuk
Greenwich=Atlantic/Reykjavik
Haiti=America/Port-au-Prince
Hawaiian=Pacific/Honolulu
India=Asia/Kolkata
Iran=Asia/Tehran
Israel=Asia/Jerusalem
Jordan=Asia/Amman
Kaliningrad=Europe/Kaliningrad
Kamchatka=Asia/Kamchatka
Korea=Asia/Seoul
Libya=Africa/Tripoli
Line Islands=Pacific/Kiritimati
Lord Howe=Australia/Lord_Howe
Magadan=Asia/Magadan
Magallanes=America/Punta_Arenas
Marquesas=Pacific/Marquesas
Mauritius=Indian/Mauritius
Mid-Atlantic=Etc/GMT+2
Middle East=Asia/Beirut
Montevideo=America/Montevideo
Morocco=Africa/Casablanca
Mountain=America/Denver
Mountain (Mexico)=America/Mazatlan
Myanmar=Asia/Yangon
N. Central Asia=Asia/Novosibirsk
Namibia=Africa/Windhoek
Nepal=Asia/Kathmandu
New Zealand=Pacific/Auckland
Newfoundland=America/St_Johns
Norfolk=Pacific/Norfolk
North Asia East=Asia/Irkutsk
North Asia=Asia/Krasnoyarsk
North Korea=Asia/Pyongyang
Omsk=Asia/Omsk
Pacific SA=America/Santiago
Pacific=America/Los_Angeles
Pacific (Mexico)=America/Tijuana
Pakistan=Asia/Karachi
Paraguay=America/Asuncion
Qyzylorda=Asia/Qyzylorda
Romance=Europe/Paris
Russia Time Zone 10=Asia/Srednekolymsk
Russia Time Zone 11=Asia/Kamchatka
Russia Time Zone 3=Europe/Samara
Russian=Europe/Moscow
SA Eastern=America/Cayenne
SA Pacific=America/Bogota
SA Western=America/La_Paz
SE Asia=Asia/Bangkok
Saint Pierre=America/Miquelon
Sakhalin=Asia/Sakhalin
Samoa=Pacific/Apia
Sao Tome=Africa/Sao_Tome
Saratov=Europe/Saratov
Singapore=Asia/Singapore
South Africa=Africa/Johannesburg
South Sudan=Africa/Juba
Sri Lanka=Asia/Colombo
Sudan=Africa/Khartoum
Syria=Asia/Damascus
Taipei=Asia/Taipei
Tasmania=Australia/Hobart
Tocantins=America/Araguaina
Tokyo=Asia/Tokyo
Tomsk=Asia/Tomsk
Tonga=Pacific/Tongatapu
Transbaikal=Asia/Chita
Turkey=Europe/Istanbul
Turks And Caicos=America/Grand_Turk
US Eastern=America/Indiana/Indianapolis
US Mountain=America/Phoenix
Ulaanbaatar=Asia/Ulaanbaatar
Venezuela=America/Caracas
Vladivostok=Asia/Vladivostok
Volgograd=Europe/Volgograd
W. Australia=Australia/Perth
W. Central Africa=Africa/Lagos
W. Europe=Europe/Berlin
W. Mongolia=Asia/Hovd
West Asia=Asia/Tashkent
West Bank=Asia/Hebron
West Pacific=Pacific/Port_Moresby
Yakutsk=Asia/Yakutsk
Yukon=America/Whitehorse

UTC=UTC
UCT=UTC
Z=UTC
Zulu=UTC
Universal=UTC
Coordinated Universal=UTC
GMT0=UTC
Greenwich Mean=Europe/London
BST=Europe/London
British=Europe/London
IST=Asia/Kolkata
WET=Europe/Lisbon
WEST=Europe/Lisbon
Western European=Europe/Lisbon
CET=Europe/Paris
CEST=Europe/Paris
MET=Europe/Berlin
MEST=Europe/Berlin
MEZ=Europe/Berlin
MESZ=Europe/Berlin
EET=Europe/Athens
EEST=Europe/Athens
Eastern European=Europe/Athens
MSK=Europe/Moscow
Moscow=Europe/Moscow
TRT=Europe/Istanbul
EST=America/New_York
EDT=America/New_York
ET=America/New_York
EST5EDT=America/New_York
CST=America/Chicago
CDT=America/Chicago
CT=America/Chicago
CST6CDT=America/Chicago
US Central=America/Chicago
MST=America/Denver
MDT=America/Denver
MT=America/Denver
MST7MDT=America/Denver
PST=America/Los_Angeles
PDT=America/Los_Angeles
PT=America/Los_Angeles
PST8PDT=America/Los_Angeles
US Pacific=America/Los_Angeles
AKST=America/Anchorage
AKDT=America/Anchorage
Alaska=America/Anchorage
HST=Pacific/Honolulu
HDT=America/Adak
Hawaii=Pacific/Honolulu
AST=America/Halifax
ADT=America/Halifax
NST=America/St_Johns
NDT=America/St_Johns
BRT=America/Sao_Paulo
ART=America/Argentina/Buenos_Aires
CLT=America/Santiago
CLST=America/Santiago
COT=America/Bogota
PET=America/Lima
VET=America/Caracas
UYT=America/Montevideo
WAT=Africa/Lagos
CAT=Africa/Harare
EAT=Africa/Nairobi
SAST=Africa/Johannesburg
IDT=Asia/Jerusalem
GST=Asia/Dubai
PKT=Asia/Karachi
NPT=Asia/Kathmandu
ICT=Asia/Bangkok
WIB=Asia/Jakarta
SGT=Asia/Singapore
MYT=Asia/Kuala_Lumpur
PHT=Asia/Manila
HKT=Asia/Hong_Kong
JST=Asia/Tokyo
KST=Asia/Seoul
AWST=Australia/Perth
ACST=Australia/Adelaide
ACDT=Australia/Adelaide
AEST=Australia/Sydney
AEDT=Australia/Sydney
AET=Australia/Sydney
Australian Western=Australia/Perth
Australian Central=Australia/Adelaide
Australian Eastern=Australia/Sydney
NZST=Pacific/Auckland
NZDT=Pacific/Auckland
ChST=Pacific/Guam
SST=Pacific/Pago_Pago
AoE=Etc/GMT+12
Anywhere on Earth=Etc/GMT+12

UK=Europe/London
GB=Europe/London
GB-Eire=Europe/London
United Kingdom=Europe/London
Great Britain=Europe/London
Britain=Europe/London
England=Europe/London
Scotland=Europe/London
Wales=Europe/London
Northern Ireland=Europe/London
Birmingham=Europe/London
Bristol=Europe/London
Cambridge=Europe/London
Cardiff=Europe/London
Edinburgh=Europe/London
Glasgow=Europe/London
Leeds=Europe/London
Liverpool=Europe/London
Manchester=Europe/London
Oxford=Europe/London
Sheffield=Europe/London
Eire=Europe/Dublin
Ireland=Europe/Dublin
Iceland=Atlantic/Reykjavik
Portugal=Europe/Lisbon
Spain=Europe/Madrid
Barcelona=Europe/Madrid
France=Europe/Paris
Belgium=Europe/Brussels
Netherlands=Europe/Amsterdam
Holland=Europe/Amsterdam
Germany=Europe/Berlin
Deutschland=Europe/Berlin
Munich=Europe/Berlin
Hamburg=Europe/Berlin
Frankfurt=Europe/Berlin
Cologne=Europe/Berlin
Switzerland=Europe/Zurich
Geneva=Europe/Zurich
Austria=Europe/Vienna
Italy=Europe/Rome
Milan=Europe/Rome
Denmark=Europe/Copenhagen
Norway=Europe/Oslo
Sweden=Europe/Stockholm
Finland=Europe/Helsinki
Estonia=Europe/Tallinn
Latvia=Europe/Riga
Lithuania=Europe/Vilnius
Poland=Europe/Warsaw
Czechia=Europe/Prague
Czech Republic=Europe/Prague
Slovakia=Europe/Bratislava
Hungary=Europe/Budapest
Slovenia=Europe/Ljubljana
Croatia=Europe/Zagreb
Serbia=Europe/Belgrade
Romania=Europe/Bucharest
Bulgaria=Europe/Sofia
Greece=Europe/Athens
Cyprus=Asia/Nicosia
Nicosia=Asia/Nicosia
Istanbul=Europe/Istanbul
Ankara=Europe/Istanbul
Ukraine=Europe/Kyiv
Russia=Europe/Moscow
W-SU=Europe/Moscow
St Petersburg=Europe/Moscow
Algeria=Africa/Algiers
Tunisia=Africa/Tunis
Ghana=Africa/Accra
Nigeria=Africa/Lagos
Kenya=Africa/Nairobi
Ethiopia=Africa/Addis_Ababa
Uganda=Africa/Kampala
Tanzania=Africa/Dar_es_Salaam
Zimbabwe=Africa/Harare
Cape Town=Africa/Johannesburg
Lebanon=Asia/Beirut
Saudi Arabia=Asia/Riyadh
United Arab Emirates=Asia/Dubai
UAE=Asia/Dubai
Abu Dhabi=Asia/Dubai
Mumbai=Asia/Kolkata
Delhi=Asia/Kolkata
New Delhi=Asia/Kolkata
Bangalore=Asia/Kolkata
Chennai=Asia/Kolkata
Islamabad=Asia/Karachi
Lahore=Asia/Karachi
Thailand=Asia/Bangkok
Vietnam=Asia/Ho_Chi_Minh
Hanoi=Asia/Ho_Chi_Minh
Malaysia=Asia/Kuala_Lumpur
Indonesia=Asia/Jakarta
Philippines=Asia/Manila
Hongkong=Asia/Hong_Kong
PRC=Asia/Shanghai
Beijing=Asia/Shanghai
Shenzhen=Asia/Shanghai
ROC=Asia/Taipei
Taiwan=Asia/Taipei
ROK=Asia/Seoul
South Korea=Asia/Seoul
Japan=Asia/Tokyo
Osaka=Asia/Tokyo
Kyoto=Asia/Tokyo
NZ=Pacific/Auckland
NZ-CHAT=Pacific/Chatham
Wellington=Pacific/Auckland
Christchurch=Pacific/Auckland
Kwajalein=Pacific/Kwajalein
USA=America/New_York
United States=America/New_York
Boston=America/New_York
Philadelphia=America/New_York
Washington=America/New_York
Washington DC=America/New_York
Atlanta=America/New_York
Miami=America/New_York
Houston=America/Chicago
Dallas=America/Chicago
Austin=America/Chicago
Navajo=America/Denver
San Francisco=America/Los_Angeles
Seattle=America/Los_Angeles
San Diego=America/Los_Angeles
Canada=America/Toronto
Ottawa=America/Toronto
Montreal=America/Toronto
Quebec=America/Toronto
Calgary=America/Edmonton
Mexico=America/Mexico_City
Jamaica=America/Jamaica
Brazil=America/Sao_Paulo
Brasilia=America/Sao_Paulo
Rio de Janeiro=America/Sao_Paulo
Colombia=America/Bogota
Peru=America/Lima
Chile=America/Santiago
Uruguay=America/Montevideo
`
