use img_parts::ImageEXIF as _;

use super::*;

/// A picture of one point, with what a camera says of it, and what somebody put behind its end.
fn jpeg_with_place() -> Vec<u8> {
    let one_point = [
        "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432",
        "ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9",
    ];
    let bytes = one_point.concat();
    let bytes: Vec<u8> =
        (0..bytes.len()).step_by(2).map(|at| u8::from_str_radix(&bytes[at..at + 2], 16).unwrap()).collect();
    let mut picture = Jpeg::from_bytes(Bytes::from(bytes)).unwrap();
    picture.set_exif(Some(Bytes::from_static(b"II*\0\x08\0\0\0GPS 51.4416 5.4697")));
    let mut bytes = picture.encoder().bytes().to_vec();
    bytes.extend_from_slice(b"<?php behind the end");
    bytes
}

fn png_with_words() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut chunk = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend_from_slice(kind);
        chunk.extend_from_slice(content);
        let sum = crc(&chunk[4..]);
        chunk.extend_from_slice(&sum.to_be_bytes());
        chunk
    };
    let parts = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunk(b"tEXt", b"Author\0A. Person"),
        chunk(b"eXIf", b"GPS 51.4416"),
        chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]),
        chunk(b"IEND", b""),
    ];
    parts.concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0_u32, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

fn holds(content: &[u8], words: &str) -> bool {
    content.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn what_is_written_beside_a_picture_is_taken_out() {
    let with_place = jpeg_with_place();
    assert!(holds(&with_place, "GPS 51.4416"));
    let file = pass_on(with_place).unwrap();
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("attachment.jpg", "image/jpeg"));
    assert!(!holds(&file.content, "GPS"));
    assert!(!holds(&file.content, "behind the end"));
    assert!(Jpeg::from_bytes(Bytes::from(file.content)).is_ok_and(|picture| picture.exif().is_none()));
    let file = pass_on(png_with_words()).unwrap();
    assert_eq!(file.name, "attachment.png");
    assert!(!holds(&file.content, "Person") && !holds(&file.content, "GPS") && holds(&file.content, "IDAT"));
}

/// Its kind is told by its content: names and types that somebody claims do not reach this far.
#[test]
fn only_what_is_known_to_be_harmless_is_passed_on() {
    let name = |content: &[u8]| pass_on(content.to_vec()).map(|file| file.name);
    let check = |content: &[u8], expect: Option<&str>| {
        assert_eq!(
            name(content).as_deref(),
            expect,
            "{:?}",
            String::from_utf8_lossy(&content[..content.len().min(30)])
        );
    };
    check(b"%PDF-1.7\n%words", Some("attachment.pdf"));
    check("Dear all,\n\tit is cold, and \u{2744}.\n".as_bytes(), Some("attachment.txt"));
    check(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", None);
    check(b"  <!DOCTYPE html><p>x", None);
    check(b"#!/bin/sh\nrm", None);
    check(b"{\\rtf1 x", None);
    check(b"MZ\x90\0\x03\0\0\0", None);
    check(b"\x7fELF\x02\x01\x01", None);
    check(b"PK\x03\x04\x14\0\0\0\x08\0secret.zip", None);
    check(b"GIF89a\x01\0\x01\0", None);
    check(b"\xff\xfe\0words", None);
    check(b"words\0more", None);
    check(b"", None);
    check(b"\xff\xd8\xff", None);
}

#[test]
fn an_office_document_with_a_program_is_not_passed_on() {
    assert!(has_programs(b"...word/vbaProject.bin..."));
    assert!(has_programs(b"...xl/activeX/activeX1.xml..."));
    assert!(!has_programs(b"...word/document.xml..."));
}
