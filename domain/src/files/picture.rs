//! Pictures: decoded within limits, turned upright, made into the sizes that
//! pages show. Slow; not for the threads that answer requests.

use super::media::{Media, Size};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
};
use std::io::Cursor;

/// The longest side that a picture may have, in pixels.
pub(super) const LONGEST_SIDE: u32 = 12_000;
/// How many pixels it may have.
pub(super) const MOST_PIXELS: u64 = 40_000_000;
/// The most memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// How good photographs look: 85 of 100 is what eyes don't tell apart.
const QUALITY: u8 = 85;

/// Why it can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    /// More pixels than we take.
    TooLarge,
    /// It can't be decoded, or its end is missing.
    Broken,
}

/// A picture in one size.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) size: Size,
    pub(super) media: Media,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bytes: Vec<u8>,
}

/// Makes the three sizes of a picture. Nothing but its pixels is kept: neither
/// where it was taken nor whatever was hidden in the file.
pub(super) fn render(sent: &[u8], media: Media) -> Result<Vec<Rendered>, Unusable> {
    if !is_whole(sent, media) {
        return Err(Unusable::Broken);
    }
    let mut whole = decode(sent, media)?;
    let mut made = Vec::with_capacity(Size::PICTURES.len());
    // Each size is made from the one above it, which is as good and quicker.
    for size in Size::PICTURES.into_iter().rev() {
        let side = size.longest_side();
        if whole.width() > side || whole.height() > side {
            whole = whole.resize(side, side, FilterType::Lanczos3);
        }
        made.push(encode(&whole, size)?);
    }
    Ok(made)
}

fn format(media: Media) -> Result<ImageFormat, Unusable> {
    match media {
        Media::Png => Ok(ImageFormat::Png),
        Media::Jpeg => Ok(ImageFormat::Jpeg),
        Media::Webp => Ok(ImageFormat::WebP),
        _ => Err(Unusable::Broken),
    }
}

fn decode(sent: &[u8], media: Media) -> Result<DynamicImage, Unusable> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let unusable = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Unusable::TooLarge,
        _ => Unusable::Broken,
    };
    let mut reader = ImageReader::with_format(Cursor::new(sent), format(media)?);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unusable)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unusable::TooLarge);
    }
    let orientation = decoder.orientation().map_err(unusable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unusable)?;
    picture.apply_orientation(orientation);
    // Eight bits for each colour, and no other kinds to care about below.
    Ok(if is_see_through(&picture) {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    })
}

fn is_see_through(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255)
}

/// What can be seen through keeps every pixel as it is; of all else whichever is
/// smaller: a photograph as JPEG, a drawing as it is.
fn encode(picture: &DynamicImage, size: Size) -> Result<Rendered, Unusable> {
    let (width, height) = (picture.width(), picture.height());
    let see_through = picture.color().has_alpha();
    let color = if see_through {
        ExtendedColorType::Rgba8
    } else {
        ExtendedColorType::Rgb8
    };
    let pixels = picture.as_bytes();
    let mut exact = Vec::new();
    WebPEncoder::new_lossless(&mut exact)
        .write_image(pixels, width, height, color)
        .map_err(|_| Unusable::Broken)?;
    let mut media = Media::Webp;
    let mut bytes = exact;
    if !see_through {
        let mut photo = Vec::new();
        JpegEncoder::new_with_quality(&mut photo, QUALITY)
            .write_image(pixels, width, height, color)
            .map_err(|_| Unusable::Broken)?;
        if photo.len() < bytes.len() {
            (media, bytes) = (Media::Jpeg, photo);
        }
    }
    Ok(Rendered {
        size,
        media,
        width,
        height,
        bytes,
    })
}

/// Whether the file's end is there: decoders make do with less, and show grey
/// where the rest was.
fn is_whole(sent: &[u8], media: Media) -> bool {
    let last = |mark: &[u8]| sent.windows(mark.len()).rposition(|one| one == mark);
    match media {
        // Within the pixels these marks can't occur: the end comes after the
        // beginning of the last scan.
        Media::Jpeg => match (last(&[0xFF, 0xDA]), last(&[0xFF, 0xD9])) {
            (Some(scan), Some(end)) => end > scan,
            _ => false,
        },
        Media::Png => last(b"IEND").is_some(),
        Media::Webp => {
            let said = sent.get(4..8).and_then(|four| four.try_into().ok());
            let said = said.map_or(u32::MAX, u32::from_le_bytes);
            u64::from(said) + 8 <= sent.len() as u64
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn photo(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let noise = (x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663))
                .wrapping_mul(2_654_435_761);
            let noise = u8::try_from(noise >> 26).unwrap();
            Rgb([noise + 90, noise + 40, 128 + noise])
        })
    }

    fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.into().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn sizes(all: &[Rendered]) -> Vec<(u32, u32)> {
        all.iter().map(|one| (one.width, one.height)).collect()
    }

    #[test]
    fn a_photograph_becomes_three_sizes() {
        let jpeg = encoded(photo(2_000, 1_000), ImageFormat::Jpeg);
        let made = render(&jpeg, Media::Jpeg).unwrap();
        assert_eq!(sizes(&made), [(1600, 800), (480, 240), (96, 48)]);
        assert_eq!(made[0].media, Media::Jpeg);
        for one in &made {
            let again = image::load_from_memory(&one.bytes).unwrap();
            assert_eq!((again.width(), again.height()), (one.width, one.height));
        }
    }

    #[test]
    fn what_is_small_stays_as_it_is_and_what_is_see_through_stays_so() {
        let mut drawing = RgbaImage::from_pixel(60, 40, Rgba([10, 20, 30, 255]));
        drawing.put_pixel(3, 3, Rgba([0, 0, 0, 0]));
        let png = encoded(drawing, ImageFormat::Png);
        let made = render(&png, Media::Png).unwrap();
        assert_eq!(sizes(&made), [(60, 40); 3]);
        assert!(made.iter().all(|one| one.media == Media::Webp));
        let again = image::load_from_memory(&made[0].bytes)
            .unwrap()
            .into_rgba8();
        assert_eq!(again.get_pixel(3, 3).0[3], 0);
        assert_eq!(again.get_pixel(4, 4).0, [10, 20, 30, 255]);
    }

    /// A JPEG with what a camera writes: to be turned by a quarter.
    fn turned(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0".to_vec();
        exif.extend([0, 0, 0, 0]);
        exif.extend(b"secret place");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut all = vec![0xFF, 0xD8, 0xFF, 0xE1];
        all.extend(length);
        all.extend(exif);
        all.extend(&jpeg[2..]);
        all
    }

    #[test]
    fn cameras_say_which_side_is_up_and_nothing_else_is_kept() {
        let sent = turned(&encoded(photo(300, 200), ImageFormat::Jpeg));
        let made = render(&sent, Media::Jpeg).unwrap();
        assert_eq!((made[0].width, made[0].height), (200, 300));
        for one in &made {
            assert!(!one.bytes.windows(6).any(|part| part == b"secret"));
        }
    }

    #[test]
    fn what_broke_off_is_refused() {
        let picture = photo(400, 300);
        for (format, media) in [
            (ImageFormat::Jpeg, Media::Jpeg),
            (ImageFormat::Png, Media::Png),
            (ImageFormat::WebP, Media::Webp),
        ] {
            let sent = encoded(picture.clone(), format);
            assert!(render(&sent, media).is_ok());
            for part in [sent.len() - 20, sent.len() / 2, 40, 12] {
                let broken = render(&sent[..part], media).map(|_| ());
                assert_eq!(broken, Err(Unusable::Broken), "{media:?} {part}");
            }
        }
        assert!(render(b"\x89PNG\r\n\x1a\n<svg>IEND", Media::Png).is_err());
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        // Two thousand million pixels in a few bytes: only what it says counts.
        let mut png = encoded(photo(8, 8), ImageFormat::Png);
        png[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
        png[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
        let crc = crc(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        let refused = render(&png, Media::Png).map(|_| ());
        assert_eq!(refused, Err(Unusable::TooLarge));
        // One that keeps to the sides, but has too many pixels.
        let mut png = encoded(photo(8, 8), ImageFormat::Png);
        png[16..20].copy_from_slice(&9_000_u32.to_be_bytes());
        png[20..24].copy_from_slice(&9_000_u32.to_be_bytes());
        let crc = self::crc(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        let refused = render(&png, Media::Png).map(|_| ());
        assert_eq!(refused, Err(Unusable::TooLarge));
    }

    /// The check sum of PNG's parts.
    fn crc(bytes: &[u8]) -> u32 {
        let mut crc = u32::MAX;
        for byte in bytes {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    0xEDB8_8320 ^ (crc >> 1)
                } else {
                    crc >> 1
                };
            }
        }
        !crc
    }
}
