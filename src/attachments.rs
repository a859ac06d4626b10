//! What may be passed on of a file that somebody sent: its kind is told by its content and by nothing that its sender says, and what a
//! camera or a program wrote into a picture beside the picture is taken out. The bot opens nothing: a file is bytes to it.

use domain::message::File;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF, ImageICC};

/// Chunks of a PNG that are the picture; all others say something about it.
/// <https://www.w3.org/TR/png-3/#11Chunks>
const PNG_PICTURE: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];
/// Of a WebP: <https://developers.google.com/speed/webp/docs/riff_container>
const WEBP_ABOUT: [&[u8; 4]; 3] = [b"EXIF", b"XMP ", b"ICCP"];
/// Parts of an office document that are programs, or that call some.
const OFFICE_PROGRAMS: [&str; 4] = ["vbaproject", "activex", "/scripts/", "basic/"];

/// A file as it is passed on, under a name that says only what it is; `None` where it may not be.
pub fn pass_on(content: Vec<u8>) -> Option<File> {
    let kind = infer::get(&content).map(|kind| kind.mime_type());
    let (content, ending, media_type) = match kind {
        Some("image/jpeg") => (jpeg(content)?, "jpg", "image/jpeg"),
        Some("image/png") => (png(content)?, "png", "image/png"),
        Some("image/webp") => (webp(content)?, "webp", "image/webp"),
        Some("application/pdf") => (content, "pdf", "application/pdf"),
        Some(media_type) => {
            let ending = office(media_type).filter(|_| !has_programs(&content))?;
            (content, ending, media_type)
        }
        None => (text(content)?, "txt", "text/plain"),
    };
    Some(File { name: format!("attachment.{ending}"), media_type: media_type.to_owned(), content })
}

fn office(media_type: &str) -> Option<&'static str> {
    Some(match media_type {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "pptx",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/vnd.oasis.opendocument.spreadsheet" => "ods",
        "application/vnd.oasis.opendocument.presentation" => "odp",
        _ => return None,
    })
}

/// Names of a container's parts stand in it as they are, so nothing has to be unpacked to see them.
fn has_programs(content: &[u8]) -> bool {
    let folded = content.to_ascii_lowercase();
    OFFICE_PROGRAMS.iter().any(|part| folded.windows(part.len()).any(|window| window == part.as_bytes()))
}

/// Whole, and nothing behind its end.
fn jpeg(mut content: Vec<u8>) -> Option<Vec<u8>> {
    content.truncate(end_of_jpeg(&content)?);
    let mut picture = Jpeg::from_bytes(Bytes::from(content)).ok()?;
    picture.set_exif(None);
    picture.set_icc_profile(None);
    // APP1 to APP13 and APP15 and comments: what programs say. APP0 and APP14 say how the colours are to be read.
    let says = |marker: u8| matches!(marker, markers::APP1..=markers::APP13 | markers::APP15 | markers::COM);
    picture.segments_mut().retain(|segment| !says(segment.marker()));
    let written = picture.encoder().bytes().to_vec();
    Some(written)
}

/// Where a JPEG's end mark ends; `None` where it has none. Segments say how long they are; after the head of a scan comes data in which an
/// `ff` that is no mark is followed by 0, or by the number of a restart.
fn end_of_jpeg(content: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        while content.get(at + 1)? == &0xff {
            at += 1;
        }
        let (mark, kind) = (content.get(at)?, *content.get(at + 1)?);
        if *mark != 0xff {
            return None;
        }
        at += 2;
        match kind {
            markers::EOI => return Some(at),
            markers::RST0..=markers::RST7 | 0x01 => {}
            _ => at += usize::from(u16::from_be_bytes([*content.get(at)?, *content.get(at + 1)?])),
        }
        if kind == markers::SOS {
            let is_mark = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | markers::RST0..=markers::RST7);
            at += content.get(at..)?.windows(2).position(is_mark)?;
        }
    }
}

fn png(content: Vec<u8>) -> Option<Vec<u8>> {
    let mut picture = Png::from_bytes(Bytes::from(content)).ok()?;
    picture.chunks_mut().retain(|chunk| PNG_PICTURE.iter().any(|kind| chunk.kind() == **kind));
    Some(picture.encoder().bytes().to_vec())
}

fn webp(content: Vec<u8>) -> Option<Vec<u8>> {
    let mut picture = WebP::from_bytes(Bytes::from(content)).ok()?;
    picture.set_exif(None);
    picture.set_icc_profile(None);
    for kind in WEBP_ABOUT {
        picture.remove_chunks_by_id(*kind);
    }
    Some(picture.encoder().bytes().to_vec())
}

/// Words and nothing that a program would run: what begins like a page, a picture of lines or a script is none.
fn text(content: Vec<u8>) -> Option<Vec<u8>> {
    let words = std::str::from_utf8(&content).ok()?;
    let begins = words.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let runs = ["<", "#!", "@echo", "%!ps", "{\\rtf", "mz"].iter().any(|mark| begins.starts_with(mark));
    let is_plain = !words.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'));
    (is_plain && !runs && !content.is_empty()).then_some(content)
}

#[cfg(test)]
#[path = "attachments_tests.rs"]
mod tests;
