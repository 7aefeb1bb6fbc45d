//! Month names of the languages that news is written in, folded: lower case, no diacritics.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One line a month. Full names in the cases that dates use, and the usual short forms.
const MONTHS: [&str; 12] = [
    "january jan januar janner januari janvier janv enero ene gennaio gen genn janeiro января январь янв \
     січня січень січ студзеня stycznia styczen sty ledna leden januara tammikuuta tammikuu ianuarie ian ocak \
     ιανουαριου ιανουαριος ιαν ιανουαρι януари яну јануар јануара sijecnja sijecanj januarja gener xaneiro \
     sausio sausis jaanuar janvaris janvari ינואר يناير جانفي जनवरी জানুয়ারি มกราคม januarie janar",
    "february feb februar feber februari fevrier fevr fev febrero febbraio febbr fevereiro февраля февраль фев \
     февр лютого лютии лют лютага lutego luty lut unora unor helmikuuta helmikuu februarie subat sub \
     φεβρουαριου φεβρουαριος φεβ φεβρουαρι февруари фебруар фебруара veljace veljaca februarja februara febrer \
     febreiro vasario vasaris veebruar februaris פברואר فبراير فيفري شباط फरवरी ফেব্রুয়ারি กุมภาพันธ์ shkurt",
    "march mar marz maerz mrz mars marzo marco maart mrt марта март мар березня березень бер сакавіка marca \
     marzec brezna brezen maaliskuuta maaliskuu marcius marc martie mart marts μαρτιου μαρτιος μαρ ozujka \
     ozujak marec kovo kovas marts martz מרץ מרס مارس اذار मार्च মার্চ มีนาคม maret marta",
    "april apr avril avr abril abr aprile апреля апрель апр квітня квітень квіт красавіка kwietnia kwiecien kwi \
     dubna duben dub huhtikuuta huhtikuu aprilis aprilie nisan nis απριλιου απριλιος απρ април априла travnja \
     travanj aprila balandzio balandis aprill aprilis aprili אפריל ابريل افريل نيسان अप्रैल এপ্রিল เมษายน prill",
    "may mai mayo maggio mag maio mei meie мая маи травня травень трав траўня maja maj kvetna kveten kve \
     toukokuuta toukokuu majus mayis μαιου μαιος μαι svibnja svibanj maia geguzes geguze maijs maija מאי مايو \
     ماي ايار मई মে พฤษภาคม maj maig",
    "june jun juni juin junio giugno giu junho июня июнь июн червня червень черв чэрвеня czerwca czerwiec cze \
     cervna cerven kesakuuta kesakuu junius iunie iun haziran haz ιουνιου ιουνιος ιουν юни јун јуна lipnja \
     lipanj juna juny xuno birzelio birzelis juuni junijs junija יוני يونيو يونيه جوان حزيران जून জুন มิถุนายน \
     qershor",
    "july jul juli juillet juil julio luglio lug julho июля июль июл липня липень лип ліпеня lipca lipiec lip \
     cervence cervenec heinakuuta heinakuu julius iulie iul temmuz tem ιουλιου ιουλιος ιουλ юли јул јула srpnja \
     srpanj jula juliol xullo liepos liepa juuli julijs julija יולי يوليو يوليه جويلية تموز जुलाई জুলাই กรกฎาคม \
     korrik",
    "august aug agosto ago aout augusti augustus августа август авг серпня серпень серп жніўня sierpnia sierpien \
     sie srpna srpen elokuuta elokuu augusztus agustos agu αυγουστου αυγουστος αυγ августа kolovoza kolovoz \
     avgust avgusta agost rugpjucio rugpjutis augusts augusta אוגוסט اغسطس غشت اوت اب अगस्त আগস্ট สิงหาคม \
     agustus gusht",
    "september sep sept septembre septiembre set settembre sett setembro setiembre сентября сентябрь сен сент \
     вересня вересень вер верасня wrzesnia wrzesien wrz zari syyskuuta syyskuu szeptember szept septembrie \
     eylul eyl σεπτεμβριου σεπτεμβριος σεπ σεπτ септември септембар септембра rujna rujan septembra setembre \
     rugsejo rugsejis septembris septembri ספטמבר سبتمبر شتنبر ايلول सितंबर सितम्बर সেপ্টেম্বর กันยายน shtator",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт жовтня жовтень жовт \
     кастрычніка pazdziernika pazdziernik paz rijna rijen rij lokakuuta lokakuu octombrie ekim eki οκτωβριου \
     οκτωβριος οκτ октомври октобар октобра oktobra octubre outono spalio spalis oktoober oktobris oktobri \
     אוקטובר اكتوبر ऑक्टोबर अक्टूबर অক্টোবর ตุลาคม tetor",
    "november nov novembre noviembre novembro ноября ноябрь ноя нояб листопада листопад лист лістапада listopada \
     listopad lis listopadu marraskuuta marraskuu noiembrie noi kasim kas νοεμβριου νοεμβριος νοε ноември \
     новембар новембра studenoga studenog studeni novembra lapkricio lapkritis novembris novembri נובמבר \
     نوفمبر نونبر नवंबर नवम्बर নভেম্বর พฤศจิกายน nentor",
    "december dec dezember dez decembre diciembre dic dicembre dezembro декабря декабрь дек грудня грудень груд \
     снежня grudnia grudzien gru prosince prosinec pro joulukuuta joulukuu decembrie aralik ara δεκεμβριου \
     δεκεμβριος δεκ декември децембар децембра prosinca prosinac decembra desember des desembre decembro \
     gruodzio gruodis detsember decembris decembri דצמבר ديسمبر دجنبر दिसंबर दिसम्बर ডিসেম্বর ธันวาคม dhjetor \
     desiembre",
];

/// The month, 1 to 12, that a word names.
pub(super) fn month(word: &str, language: Option<&str>) -> Option<i8> {
    let folded = fold(word);
    // Croatian and Czech or Polish share a name for different months.
    if language.is_some_and(|language| language.starts_with("hr")) && folded.starts_with("listopad") {
        return Some(10);
    }
    number(&folded).or_else(|| {
        // Hebrew writes "in" as a letter before the name.
        folded.strip_prefix('ב').and_then(number)
    })
}

/// The names of [`MONTHS`] with their numbers: a constant that is looked into for every word of
/// every text that may hold a date.
static NUMBERS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let mut numbers = HashMap::new();
    for (number, names) in (1..).zip(MONTHS) {
        for name in names.split_ascii_whitespace() {
            numbers.entry(name).or_insert(number);
        }
    }
    numbers
});

fn number(folded: &str) -> Option<i8> {
    NUMBERS.get(folded).copied()
}

/// Whether a folded word is the name of a month, longer than the short forms that are words too.
pub(crate) fn names_month(folded: &str) -> bool {
    (folded.len() > 3
        || matches!(
            folded,
            "jan" | "feb" | "mar" | "apr" | "may" | "jun" | "jul" | "aug" | "sep" | "oct" | "nov" | "dec"
        ))
        && number(folded).is_some()
}

/// The month that two Arabic words of the Levant name together.
pub(super) fn levantine_month(first: &str, second: &str) -> Option<i8> {
    match (fold(first).as_str(), fold(second).as_str()) {
        ("كانون", "الثاني") => Some(1),
        ("تشرين", "الاول") => Some(10),
        ("تشرين", "الثاني") => Some(11),
        ("كانون", "الاول") => Some(12),
        _ => None,
    }
}

/// Lower case without the diacritics of Latin, Greek, Cyrillic and Arabic, so that names match
/// however they are accented or composed.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    push_folded(word, &mut folded);
    folded
}

/// Adds a word to `folded` as [`fold`] gives it.
pub(crate) fn push_folded(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let start = folded.len();
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
        return;
    }
    for character in word.chars().flat_map(char::to_lowercase) {
        let plain = match character {
            '\u{300}'..='\u{36F}' => continue,
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' => 'd',
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
            'ğ' | 'ģ' => 'g',
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
            'ķ' => 'k',
            'ł' | 'ļ' | 'ľ' => 'l',
            'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => 'o',
            'ř' => 'r',
            'ś' | 'š' | 'ş' | 'ș' => 's',
            'ť' | 'ţ' | 'ț' => 't',
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
            'ý' | 'ÿ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            'ά' => 'α',
            'έ' => 'ε',
            'ή' => 'η',
            'ί' | 'ϊ' | 'ΐ' => 'ι',
            'ό' => 'ο',
            'ύ' | 'ϋ' | 'ΰ' => 'υ',
            'ώ' => 'ω',
            'ς' => 'σ',
            'ё' => 'е',
            'й' => 'и',
            'أ' | 'إ' | 'آ' => 'ا',
            other => other,
        };
        folded.push(plain);
    }
}
