use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files below a folder that may be pages, each folder's entries in the order of their names.
///
/// Left out are hidden entries, what a name tells to be no page (pictures, styles, scripts, fonts,
/// documents of other programs), the folder of parts that browsers save beside a page (`story_files` of
/// `story.html`), and whatever is neither file nor folder. Links are followed; a folder that was walked
/// already, by whatever path, is not walked again, so that links in a circle end.
pub(crate) struct Walk {
    /// What is still to be visited, the next one last.
    ahead: Vec<PathBuf>,
    /// The real paths of the folders visited.
    visited: HashSet<PathBuf>,
}

impl Walk {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { ahead: vec![folder.to_owned()], visited: HashSet::new() }
    }

    /// Puts a folder's entries ahead of everything else.
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        if !self.visited.insert(folder.canonicalize()?) {
            return Ok(());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name());
        }
        names.sort_unstable();
        let is_wanted = |name: &&OsString| {
            !name.as_encoded_bytes().starts_with(b".") && !is_parts_of_a_page(name, &names)
        };
        self.ahead.extend(names.iter().filter(is_wanted).rev().map(|name| folder.join(name)));
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.ahead.pop() {
            let entered = match fs::metadata(&path) {
                Ok(metadata) if metadata.is_file() && !is_no_page(&path) => return Some(Ok(path)),
                Ok(metadata) if metadata.is_dir() => self.enter(&path),
                Ok(_) => Ok(()),
                Err(error) => Err(error),
            };
            if let Err(error) = entered {
                return Some(Err((path, error)));
            }
        }
        None
    }
}

/// Whether a file's name alone tells that it is no page. Only such names are listed whose files are
/// never pages; of every other file the content decides. Folders are not asked: `daily.rs` is a site.
fn is_no_page(path: &Path) -> bool {
    const SUFFIXES: [&str; 5] = [
        // pictures
        "png jpg jpeg jpe gif webp avif heic svg svgz ico cur bmp tif tiff psd",
        // sound and film
        "mp3 m4a ogg oga opus wav flac mp4 m4v webm ogv mov avi mkv m3u8 vtt srt",
        // what makes up a page besides its words
        "css scss less js mjs cjs ts jsx tsx map wasm woff woff2 ttf otf eot download webmanifest",
        // documents and archives of other programs
        "pdf ps eps djvu epub mobi doc docx odt rtf xls xlsx ods ppt pptx odp zip 7z rar tar tgz bz2 xz iso dmg",
        // data, programs and their settings
        "csv tsv parquet arrow feather sqlite db bin exe dll so dylib class jar pyc py rs c h cpp java go rb pl sh bat \
         ps1 r ipynb sql yaml yml toml ini cfg conf lock log bak tmp part crdownload",
    ];
    let uncompressed = match suffix(path) {
        "gz" | "zst" => Path::new(path.file_stem().unwrap_or_default()),
        _ => path,
    };
    let suffix = suffix(uncompressed).to_ascii_lowercase();
    SUFFIXES.iter().any(|line| line.split(' ').any(|known| known == suffix))
}

fn suffix(path: &Path) -> &str {
    path.extension().and_then(OsStr::to_str).unwrap_or_default()
}

/// Whether it is named like the folder that browsers save beside a page. `names` is sorted.
fn is_parts_of_a_page(name: &OsStr, names: &[OsString]) -> bool {
    /// As browsers name it in English, German, French, Spanish, Italian, Portuguese and Dutch.
    const ENDINGS: [&str; 7] =
        ["_files", "-Dateien", "_fichiers", "_archivos", "_file", "_arquivos", "_bestanden"];
    let Some(name) = name.to_str() else { return false };
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| {
        [".html", ".htm", ".xhtml"].iter().any(|suffix| {
            names
                .binary_search_by(|other| other.as_os_str().cmp(OsStr::new(&format!("{stem}{suffix}"))))
                .is_ok()
        })
    })
}
