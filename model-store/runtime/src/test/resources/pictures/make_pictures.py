"""Draws the pictures of this folder and writes pictures.json: what Pillow decodes them to, and their hashes by the
original programs. `python make_pictures.py FOLDER_OF_IMAGEHASH FOLDER_OF_BLOCKHASH_PYTHON FOLDER_OF_REFERENCE` (Pillow,
numpy, scipy, PyWavelets). The committed files count, not a new drawing.
"""
import hashlib
import io
import json
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw

HERE = Path(__file__).parent
sys.path[:0] = sys.argv[1:4]
import blockhash  # noqa: E402
import imagehash  # noqa: E402
import reference  # noqa: E402

W, H = 72, 50
OUT = {}


def drawing(mode="RGB"):
    image = Image.new("RGB", (W, H))
    image.putdata([((x * 5 + y) % 256, (y * 7 + x * x // 9) % 256, (x * y // 3) % 256)
                   for y in range(H) for x in range(W)])
    pen = ImageDraw.Draw(image)
    pen.ellipse([8, 6, 40, 38], fill=(230, 40, 60))
    pen.rectangle([44, 20, 66, 44], fill=(20, 60, 220))
    return image.convert(mode)


def alpha():
    return Image.frombytes("L", (W, H), bytes(max(0, min(255, (x - y) * 9)) for y in range(H) for x in range(W)))


def save(name, image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    OUT[name] = out.getvalue()


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth, colour_type, rows, extra=b"", interlace=0, size=(W, H)):
    header = struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, interlace)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra + png_chunk(b"IDAT", data)
            + png_chunk(b"IEND", b""))


def adam7(image):
    rows, pixels = [], image.load()
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        for y in range(y0, H, dy):
            rows.append(b"".join(bytes(pixels[x, y]) for x in range(x0, W, dx)))
    return rows


def deep(image):
    """16 bits a sample, the lower half being noise."""
    bands = len(image.getbands())
    data = image.tobytes()
    rows = [data[y * W * bands:(y + 1) * W * bands] for y in range(H)]
    return [b"".join(bytes([v, (v * 37 + i) % 256]) for i, v in enumerate(row)) for row in rows]


def swapped_profile():
    """sRGB with its red and blue primaries exchanged: whoever applies it gets other colours."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count, places = struct.unpack_from(">I", data, 128)[0], {}
    for i in range(count):
        tag, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * i)
        places[tag] = offset
    red, blue = places[b"rXYZ"], places[b"bXYZ"]
    data[red:red + 20], data[blue:blue + 20] = data[blue:blue + 20], data[red:red + 20]
    return bytes(data)


def patched(data, old, new):
    assert data.count(old) == 1, (old, data.count(old))
    return data.replace(old, new)


def make_png():
    rgb = drawing()
    save("png-grey.png", drawing("L"), format="PNG")
    save("png-1-bit.png", drawing("1"), format="PNG")
    grey4 = drawing("L").tobytes()
    OUT["png-grey-4-bits.png"] = png(4, 0, [bytes((grey4[y * W + x] >> 4) << 4 | grey4[y * W + x + 1] >> 4
                                                for x in range(0, W, 2)) for y in range(H)])
    save("png-grey-alpha.png", Image.merge("LA", [drawing("L"), alpha()]), format="PNG")
    rgba = rgb.copy()
    rgba.putalpha(alpha())
    save("png-rgba.png", rgba, format="PNG")
    palette = rgb.quantize(60)
    save("png-palette.png", palette, format="PNG")
    save("png-palette-4.png", rgb.quantize(13), format="PNG", bits=4)
    save("png-palette-transparent.png", palette, format="PNG", transparency=bytes(range(0, 240, 4)))
    save("png-rgb-transparent-colour.png", rgb, format="PNG", transparency=(230, 40, 60))
    save("png-grey-transparent-value.png", drawing("L"), format="PNG", transparency=76)
    OUT["png-interlaced.png"] = png(8, 2, adam7(rgb), interlace=1)
    gamma = png_chunk(b"gAMA", struct.pack(">I", 100000))
    profile = png_chunk(b"iCCP", b"x\0\0" + zlib.compress(swapped_profile()))
    data = rgb.tobytes()
    rows = [data[y * W * 3:(y + 1) * W * 3] for y in range(H)]
    OUT["png-profile-gamma.png"] = png(8, 2, rows, extra=gamma + profile)
    OUT["png-rgb-16-bits.png"] = png(16, 2, deep(rgb))
    OUT["png-rgba-16-bits.png"] = png(16, 6, deep(rgba))
    OUT["png-grey-alpha-16-bits.png"] = png(16, 4, deep(Image.merge("LA", [drawing("L"), alpha()])))
    OUT["refused-png-grey-16-bits.png"] = png(16, 0, deep(drawing("L")))


def make_jpeg():
    rgb = drawing()
    save("jpeg-420.jpg", rgb, format="JPEG", quality=85)
    save("jpeg-444.jpg", rgb, format="JPEG", quality=90, subsampling=0)
    save("jpeg-422.jpg", rgb, format="JPEG", quality=90, subsampling=1)
    save("jpeg-grey.jpg", drawing("L"), format="JPEG", quality=85)
    save("jpeg-progressive.jpg", rgb, format="JPEG", quality=85, progressive=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    save("jpeg-rotated-by-exif.jpg", rgb, format="JPEG", quality=85, exif=exif)
    save("jpeg-profile.jpg", rgb, format="JPEG", quality=85, icc_profile=swapped_profile())
    save("refused-jpeg-cmyk.jpg", rgb.convert("CMYK"), format="JPEG", quality=85)
    save("plain", rgb, format="JPEG", quality=90, subsampling=0)
    plain = OUT.pop("plain")
    bare = plain[:2] + plain[20:]  # without its JFIF segment
    frame = bare.index(b"\xff\xc0")
    scan = bare.index(b"\xff\xda")
    for name, ids in (("jpeg-named-rgb.jpg", b"RGB"), ("jpeg-named-otherwise.jpg", b"\0\1\2")):
        data = bytearray(bare)
        for i in range(3):
            data[frame + 10 + 3 * i] = ids[i]
            data[scan + 5 + 2 * i] = ids[i]
        OUT[name] = bytes(data)
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
    OUT["jpeg-adobe-rgb.jpg"] = bare[:2] + adobe + b"\0" + bare[2:]
    OUT["jpeg-adobe-ycc.jpg"] = bare[:2] + adobe + b"\1" + bare[2:]


def make_gif_bmp():
    rgb = drawing()
    save("gif-palette.gif", rgb.quantize(100), format="GIF")
    save("gif-grey.gif", drawing("L"), format="GIF")
    save("gif-transparent.gif", rgb.quantize(100), format="GIF", transparency=7)
    save("gif-animated.gif", rgb.quantize(50), format="GIF", save_all=True,
         append_images=[drawing("L").quantize(50)], duration=50)
    whole = OUT["gif-palette.gif"]
    OUT["refused-gif-part-of-screen.gif"] = whole[:6] + struct.pack("<HH", W + 9, H + 4) + whole[10:]
    save("bmp-1-bit.bmp", drawing("1"), format="BMP")
    save("bmp-grey.bmp", drawing("L"), format="BMP")
    save("bmp-palette.bmp", rgb.quantize(100), format="BMP")
    save("bmp-rgb.bmp", rgb, format="BMP")
    save("bmp-rgbx.bmp", rgb.convert("RGBA"), format="BMP")
    five = b"".join(struct.pack("<H", (x % 32) << 10 | (y % 32) << 5 | 9) for y in range(H) for x in range(W))
    header = struct.pack("<IiiHHIIiiII", 40, W, H, 1, 16, 0, len(five), 2835, 2835, 0, 0)
    OUT["refused-bmp-16-bits.bmp"] = b"BM" + struct.pack("<IHHI", 54 + len(five), 0, 0, 54) + header + five


def make_tiff_webp():
    rgb, rgba = drawing(), drawing()
    rgba.putalpha(alpha())
    save("tiff-grey.tif", drawing("L"), format="TIFF")
    save("tiff-1-bit.tif", drawing("1"), format="TIFF")
    save("tiff-palette.tif", rgb.quantize(100), format="TIFF")
    save("tiff-rgb.tif", rgb, format="TIFF")
    save("tiff-rgba.tif", rgba, format="TIFF")
    for name, compression in (("lzw", "tiff_lzw"), ("deflate", "tiff_adobe_deflate"), ("packbits", "packbits")):
        save(f"tiff-{name}.tif", rgb, format="TIFF", compression=compression)
    save("tiff-profile.tif", rgb, format="TIFF", icc_profile=swapped_profile())
    photometric = struct.pack("<HHIHH", 262, 3, 1, 1, 0)
    OUT["tiff-white-is-zero.tif"] = patched(OUT["tiff-grey.tif"], photometric, photometric[:8] + b"\0\0\0\0")
    save("refused-tiff-jpeg.tif", rgb, format="TIFF", compression="jpeg")
    save("refused-tiff-cmyk.tif", rgb.convert("CMYK"), format="TIFF")
    save("refused-tiff-16-bits.tif", Image.new("I;16", (W, H), 999), format="TIFF")
    save("refused-tiff-rotated.tif", rgb, format="TIFF", tiffinfo={274: 6})
    save("webp-lossless.webp", rgb, format="WEBP", lossless=True)
    save("webp-lossless-alpha.webp", rgba, format="WEBP", lossless=True, exact=True)
    save("webp-lossless-profile.webp", rgb, format="WEBP", lossless=True, icc_profile=swapped_profile())
    save("refused-webp-lossy.webp", rgb, format="WEBP", quality=85)
    save("refused-webp-lossy-alpha.webp", rgba, format="WEBP", quality=85)
    save("refused-webp-animated.webp", rgb, format="WEBP", save_all=True, append_images=[rgba], duration=50)


def make_ties():
    """Drawings of few flat areas, in which many blocks are equal."""
    state = 12345
    for number in range(10):
        width, height = [(200, 150), (64, 64), (90, 40), (300, 300), (33, 20)][number % 5]
        image = Image.new("RGB", (width, height), [(255, 255, 255), (0, 0, 0), (200, 30, 99)][number % 3])
        pen = ImageDraw.Draw(image)
        for _ in range(1 + number % 4):
            values = []
            for _ in range(7):
                state = (state * 1103515245 + 12345) % 2**31
                values.append(state >> 8)
            x, y = values[0] % width, values[1] % height
            box = [x, y, x + 1 + values[2] % width, y + 1 + values[3] % height]
            pen.rectangle(box, fill=tuple(v % 256 for v in values[4:]))
        save(f"ties-{number}.png", image, format="PNG")


def hashes(image):
    made = {}
    for key, function in (("imagehash-phash", imagehash.phash), ("imagehash-dhash", imagehash.dhash),
                          ("imagehash-dhash-vertical", imagehash.dhash_vertical),
                          ("imagehash-average-hash", imagehash.average_hash), ("imagehash-whash", imagehash.whash)):
        for size in (8, 16):
            made[key + ("" if size == 8 else "-16")] = str(function(image, hash_size=size))
    if image.mode in ("1", "L", "P"):
        made["blockhash-256"] = blockhash.blockhash(image.convert("RGB"), 16)
    else:
        made["blockhash-256"] = blockhash.blockhash(image.convert("RGBA") if image.mode == "LA" else image, 16)
    colour = image.mode not in ("1", "L", "LA")
    pixels = list(image.convert("RGB" if colour else "L").getdata())
    rows = [pixels[y * image.width:(y + 1) * image.width] for y in range(image.height)]
    quality, b = reference.pdq_coefficients(reference.pdq_luma(rows, colour))
    made["pdq"] = reference.to_hex(reference.pdq_bits(b))
    return made, quality


def main():
    make_png()
    make_jpeg()
    make_gif_bmp()
    make_tiff_webp()
    make_ties()
    described = []
    for name, data in OUT.items():
        (HERE / name).write_bytes(data)
        if name.startswith("refused"):
            continue
        image = Image.open(io.BytesIO(data))
        image.load()
        made, quality = hashes(image)
        described.append({"file": name, "mode": image.mode, "size": list(image.size),
                          "grey_sha256": hashlib.sha256(image.convert("L").tobytes()).hexdigest(),
                          "rgb_sha256": hashlib.sha256(image.convert("RGB").tobytes()).hexdigest(),
                          "hashes": made, "pdq_quality": quality})
    (HERE / "pictures.json").write_text(json.dumps({"images": described}, indent=1) + "\n")
    print(len(OUT), "files", sum(map(len, OUT.values())), "bytes")


main()
