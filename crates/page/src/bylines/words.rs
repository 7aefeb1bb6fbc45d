use std::collections::HashMap;
use std::sync::LazyLock;

use crate::agencies::is_agency;
use crate::dates::fold;

/// Words and phrases that introduce authors, folded, longest first where one begins another.
const OPENINGS: &str = "this article was written by; this post was written by; this story was written by; authored by; article written by; story and photos by; text and photos by; text und \
     fotos von; text och foto; tekst og foto; words and photos by; words and pictures by; post author \
     by; view all posts by; all posts by; more posts by; read more posts by; more stories by; more \
     from; zeige alle beitrage von; alle beitrage von; voir tous les articles de; ver todas las \
     entradas de; posted on by; published by; written by; reported by; posted by; submitted by; \
     contributed by; added by; created by; article by; story by; report by; review by; interview by; \
     analysis by; opinion by; commentary by; column by; words by; text by; blog by; post by; guest post \
     by; exclusive by; recipe by; profile of; all articles by; more by; zum profil von; alles von; erstellt von; eingestellt von; pressemitteilung von; rezept von; post author; by line; byline; authors; author; writer; ein beitrag von; ein \
     artikel von; ein kommentar von; eine analyse von; ein gastbeitrag von; veroffentlicht von; \
     geschrieben von; verfasst von; autorinnen; autoren; autorin; autores; autora; autori; autor; \
     auteurs; auteur; autore; publie par; ecrit par; redige par; propos recueillis par; publicado por; \
     escrito por; escribe; scritto da; pubblicato da; a cura di; geschreven door; gepost door; skrevet \
     af; skrevet av; skriven av; publicerad av; kirjoittanut; teksti; tekst; texte; texto; testo; text; \
     автор; автори; текст; 作者; 記者; 记者; 文; by; von; vom; par; por; door; di; av";

/// Openings that are common words otherwise: a name in capitals must follow.
const SHORT: &str = "af da od de przez от yazan irta";

/// Whether a word stands in a list.
fn has(list: &str, word: &str) -> bool {
    crate::word_lists::holds(list, " ", word)
}

type ByFirstWord = HashMap<&'static str, Vec<&'static str>>;

/// The openings by their first word, and those in Han writing, which is not cut into words: asked for
/// every short block around the text of every page.
static BY_FIRST_WORD: LazyLock<(ByFirstWord, Vec<&str>)> = LazyLock::new(|| {
    let mut by_first = ByFirstWord::new();
    let mut in_han = Vec::new();
    for opening in OPENINGS.split(';').map(str::trim_start).chain(SHORT.split(' ')) {
        if opening.chars().all(is_han) {
            in_han.push(opening);
        } else if let Some(first) = opening.split(' ').next() {
            by_first.entry(first).or_default().push(opening);
        }
    }
    (by_first, in_han)
});

/// What follows the words that introduce authors, when the line opens with them.
pub(super) fn opening(line: &str) -> Option<&str> {
    let (by_first, in_han) = &*BY_FIRST_WORD;
    let end = line.find(|character: char| !character.is_alphanumeric()).unwrap_or(line.len());
    let openings = by_first.get(fold(&line[..end]).as_str()).into_iter().flatten();
    let in_han = in_han.iter().filter(|_| line.starts_with(is_han));
    openings.chain(in_han).filter_map(|opening| after(line, opening)).min_by_key(|rest| rest.len())
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

/// Whether a folded text is nothing but words that introduce authors.
pub(super) fn is_opening(folded: &str) -> bool {
    let (by_first, in_han) = &*BY_FIRST_WORD;
    let first = folded.split(' ').next().unwrap_or_default();
    in_han.contains(&folded)
        || by_first.get(first).is_some_and(|openings| openings.contains(&folded) && !has(SHORT, folded))
}

/// The rest of `line` after `opening` (folded), which must end at a word's end. Words that are
/// introduced by a noun ("Author", "Text") need a colon or a name right after.
fn after<'a>(line: &'a str, opening: &str) -> Option<&'a str> {
    let mut rest = line;
    for word in opening.split(' ') {
        rest = rest.trim_start();
        let end = rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len());
        if word.chars().all(is_han) {
            return rest.strip_prefix(opening);
        }
        if fold(&rest[..end]) != word {
            return None;
        }
        rest = &rest[end..];
    }
    let next = rest.trim_start_matches([' ', '\u{a0}', ':', '-', '–', '—', '/']);
    let named = next.chars().next().is_some_and(|letter| letter.is_uppercase() || letter == '@')
        || next.chars().next().is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase());
    // "By the Daily Ledger staff", "by luxurious", "von lupa" have no capital.
    let introduces = opening.ends_with("by") || opening.ends_with("von") || rest.starts_with([':', '：']);
    (named || introduces || next.is_empty()).then_some(rest)
}

/// Whether a segment credits a photographer, translator, editor or reviewer instead of an author.
pub(super) fn credits_another_craft(segment: &str) -> bool {
    const CRAFTS: &str = "photo photos photograph photographs photography picture pictures image images illustration \
     illustrations graphic graphics video audio credit credits foto fotos bild bilder crédit getty \
     shutterstock translated translation edited reviewed checked produced medically ubersetzt adapted";
    let folded = fold(segment);
    let mut words =
        folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    has(CRAFTS, first)
        || ((first == "fact" || first == "originally") && matches!(second, "checked" | "published"))
        || folded.contains("getty images")
        || folded.contains("shutterstock")
}

/// Cuts "in Berlin", "for the Daily Ledger", "of City Wire" off a name. Gives the name and, when it
/// is one, the employer.
pub(super) fn without_place_or_employer(piece: &str) -> (&str, Option<&str>) {
    const LINKS: &[&str] = &[
        " in conversation",
        " im Gespräch",
        " in ",
        " at ",
        " for ",
        " of the ",
        " of ",
        " from ",
        " aus ",
        " für ",
        " bei ",
        " pour ",
        " à ",
        " para ",
        " en ",
        " per ",
        " voor ",
        " för ",
        " w ",
        " dla ",
        " в ",
        " для ",
        " em ",
        " as told to ",
        " For ",
        " In ",
    ];
    let cut = LINKS
        .iter()
        .filter_map(|link| piece.find(link).map(|at| (at, at + link.len())))
        .filter(|(at, _)| *at > 0)
        .min();
    match cut {
        Some((at, end)) => {
            let employer = piece[end..].trim();
            let employer =
                employer.strip_prefix("the ").or_else(|| employer.strip_prefix("The ")).unwrap_or(employer);
            (piece[..at].trim(), Some(employer))
        }
        None => (piece, None),
    }
}

/// The piece without the outlet's name that ran into it: "Kayla Reyes DAILY LEDGER".
pub(super) fn without_ending<'a>(piece: &'a str, outlet: &str) -> &'a str {
    let folded = fold(outlet);
    if folded.is_empty() {
        return piece;
    }
    let cut = piece.char_indices().map(|(at, _)| at).find(|&at| at > 0 && fold(&piece[at..]) == folded);
    cut.map_or(piece, |at| piece[..at].trim())
}

/// The agency that a piece ends with: "Ann Reyes Associated Press".
pub(super) fn agency_at_end(piece: &str) -> Option<&str> {
    let starts = piece.match_indices(' ').map(|(at, _)| at + 1);
    starts.map(|at| &piece[at..]).find(|ending| is_agency(ending))
}

/// Words between an author and a date, folded: "Ann Reyes Updated March 2", "Ann Reyes, Mon".
pub(super) fn is_about_time(word: &str) -> bool {
    matches!(
        word,
        "updated"
            | "published"
            | "posted"
            | "modified"
            | "publiziert"
            | "date"
            | "last"
            | "aktualisiert"
            | "veroffentlicht"
            | "publie"
            | "actualizado"
            | "publicado"
            | "mon"
            | "tue"
            | "wed"
            | "thu"
            | "fri"
            | "sat"
            | "sun"
            | "mo"
            | "di"
            | "mi"
            | "do"
            | "fr"
            | "sa"
            | "so"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "follow"
            | "share"
            | "min"
            | "view"
            | "says"
            | "sagt"
            | "montag"
            | "dienstag"
            | "mittwoch"
            | "donnerstag"
            | "freitag"
            | "samstag"
            | "sonnabend"
            | "sonntag"
            | "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
            | "lunes"
            | "martes"
            | "miercoles"
            | "jueves"
            | "viernes"
            | "sabado"
    )
}

/// The agency of "Reuters correspondent" or "AP Sports Writer".
pub(super) fn agency_of_role(piece: &str) -> Option<&str> {
    let role = piece.match_indices(' ').map(|(at, _)| at).find(|&at| {
        let next = piece[at + 1..].split(' ').next().unwrap_or_default();
        is_role_word(&fold(next)) || qualifies_role(&fold(next))
    })?;
    Some(&piece[..role]).filter(|agency| is_agency(agency))
}

/// Words for what a person does, folded; a name before them ends there.
pub(crate) fn is_role_word(word: &str) -> bool {
    const ROLES: &str = "reporter reporters writer writers editor editors correspondent correspondents columnist columnists \
     journalist journalists contributor contributors producer producers intern fellow analyst critic \
     anchor host presenter blogger freelance freelancer photographer staff chief director professor \
     president founder co-founder cofounder ceo cto manager specialist consultant expert author \
     redakteur redakteurin korrespondent korrespondentin volontar volontarin journaliste redacteur \
     periodista corresponsal redactor giornalista verslaggever redaktor reporterin корреспондент \
     журналист обозреватель toimittaja researcher gardener reviewer winemaker attorney lawyer physician nutritionist dietitian \
     redattore redactora redattrice redactrice dziennikarz muhabir editorin chefredakteur chefredakteurin";
    has(ROLES, word) || word.ends_with("-experte") || word.ends_with("-redakteur")
}

/// Words that go before those and say of what, folded. Without a role after them they may belong to
/// a name.
pub(super) fn qualifies_role(word: &str) -> bool {
    const QUALIFIERS: &str = "senior junior deputy associate assistant managing executive digital political politics business \
     sports sport economics economy environment environmental education health science technology tech \
     culture entertainment crime legal breaking news investigations investigative data city national \
     international foreign diplomatic defence security royal local democracy featured special lead head \
     vp contributing features general wellness media social money staff guest verified ai web online \
     video arts food travel consumer personal finance research policy climate energy";
    has(QUALIFIERS, word)
}

/// Words that stand in no person's name, folded: whoever has them is a desk, a site, or furniture.
pub(crate) fn is_no_name(word: &str) -> bool {
    const WORDS: &str = "staff admin administrator editorial team redaktion redaction redaccion redazione redactie redacao \
     redakcja redakce redaksjonen redaktionen toimitus редакция редакція newsroom newsdesk desk news \
     press agency agencies agenturen agencias agences agenzie unknown anonymous webmaster webredaktion \
     onlineredaktion media magazine times post online network bureau service services wire office \
     department university institute foundation association company inc llc ltd gmbh corp group studio \
     studios board committee about follow more view read all posts articles article profile share \
     comments comment website email e-mail bio biography subscribe updated update published posted \
     modified photo photos image images video archive archives page home login contact privacy policy \
     terms newsletter sponsored advertisement advertorial partner content guest editors reporters \
     writers journalists contributors correspondents your you our we us who the this that is are was \
     has have not now here top oben size zum profil kostenlos registrieren anmelden abmelden inhalte folgen click others ago min minutes hours days today yesterday facebook twitter \
     instagram linkedin youtube reddit whatsapp copyright license support blog weblog official super user root gmbh ag kg eg ohg gbr inc. ltd. llc. plc spa srl ev e.v. e.v co. \
     abteilung departement ministerium ministry ministere ministerio bundesamt behorde verband verein \
     stiftung partei gesellschaft hochschule universitat presseabteilung pressestelle sekretariat clinic klinik hospital bank amt hub store shop college museum kommentar kommentare commentaires comentarios commenti artikelubersicht ubersicht dienstag montag mittwoch donnerstag freitag samstag sonntag symbolbild archivbild symbolfoto \
     geschaftsstelle secretariat council cookie cookies manufacturer platform api note gasthaus \
     editor-in-chief sagt says schreibt nachrichten zeitung author autor authors category tags family familie feuerwehr magazin statistics \
     tips research kitchens forschung planung zitat deutschland schweiz osterreich weine topics artikel beitrag beitrage";
    has(WORDS, word) || is_body(word)
}

/// Whether a word is put together so that it names a body and no person: "Sportredaktion".
fn is_body(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "redaktion",
        "verband",
        "verein",
        "stiftung",
        "ministerium",
        "gesellschaft",
        "agentur",
        "zeitung",
        "redactie",
    ];
    ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

/// Names of sections that stand where an author might: refused when they are all there is.
pub(crate) fn is_section_name(folded: &str) -> bool {
    const SECTIONS: &str = "opinion politics political world sports sport business local national international entertainment \
     technology tech science health culture arts lifestyle life travel food money finance economy \
     environment education crime weather features feature analysis commentary exclusive politik \
     wirtschaft kultur panorama politique economie societe politica economia deportes cultura общество \
     политика";
    has(SECTIONS, folded)
}
