//! What is said about files.

use domain::files::{Fault, LARGEST_DOCUMENT, LARGEST_PACKAGE, LARGEST_PICTURE};
use domain::text::Words;

/// Which pictures the browser offers.
pub(crate) const ACCEPT_PICTURE: &str = "image/png,image/jpeg,image/webp,.png,.jpg,.jpeg,.webp";
/// Which documents the browser offers.
pub(crate) const ACCEPT_DOCUMENT: &str = ".pdf,.txt,.csv,.xlsx,.docx,.odt,.ods";

const MEGABYTE: usize = 1024 * 1024;

/// Which pictures are taken.
pub(crate) fn picture_help(words: Words) -> String {
    let most = [("most", (LARGEST_PICTURE / MEGABYTE).into())];
    words.say_with("files-picture-help", &most)
}

/// Which documents are taken.
pub(crate) fn document_help(words: Words) -> String {
    let most = [("most", (LARGEST_DOCUMENT / MEGABYTE).into())];
    words.say_with("files-document-help", &most)
}

/// What is wrong with a file, and what to do about it.
pub(crate) fn fault(words: Words, fault: Fault, picture: bool) -> String {
    let largest = if picture {
        LARGEST_PICTURE
    } else {
        LARGEST_DOCUMENT
    };
    let most = [("most", (largest / MEGABYTE).into())];
    match (fault, picture) {
        (Fault::Nothing, _) => words.say("files-nothing").to_owned(),
        (Fault::TooLarge, _) => words.say_with("files-too-large", &most),
        (Fault::WrongKind, true) => words.say("files-no-picture").to_owned(),
        (Fault::WrongKind, false) => words.say("files-no-document").to_owned(),
        (Fault::TooManyPixels, _) => words.say("files-too-many-pixels").to_owned(),
        (Fault::Broken, _) => words.say("files-broken").to_owned(),
        (Fault::TooMuchToday, _) => words.say("files-too-much-today").to_owned(),
    }
}

/// What is wrong with a package of software, and what to do about it.
pub(crate) fn package_fault(words: Words, fault: Fault) -> String {
    let most = [("most", (LARGEST_PACKAGE / MEGABYTE).into())];
    match fault {
        Fault::Nothing => words.say("files-nothing").to_owned(),
        Fault::TooLarge => words.say_with("files-too-large", &most),
        Fault::WrongKind | Fault::TooManyPixels | Fault::Broken => {
            words.say("files-broken").to_owned()
        }
        Fault::TooMuchToday => words.say("files-too-much-today").to_owned(),
    }
}

/// How large a package of software may be.
pub(crate) fn package_help(words: Words) -> String {
    let most = [("most", (LARGEST_PACKAGE / MEGABYTE).into())];
    words.say_with("files-package-help", &most)
}

/// How large a file is, as people say it.
pub(crate) fn size(words: Words, bytes: i64) -> String {
    const KILOBYTE: i64 = 1024;
    let kilobytes = bytes.div_euclid(KILOBYTE).max(1);
    if kilobytes < 1000 {
        return words.say_with("files-size-kb", &[("size", kilobytes.into())]);
    }
    // Tenths, of less than ten; more is exact enough without.
    let tenths = (bytes * 10).div_euclid(KILOBYTE * KILOBYTE);
    let megabytes = if tenths < 100 {
        // At most a hundred: exact in a float.
        tenths as f64 / 10.0
    } else {
        (tenths / 10) as f64
    };
    words.say_with("files-size-mb", &[("size", megabytes.into())])
}
