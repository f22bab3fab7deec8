"""Cuts Noto Sans SC to the characters that a certificate document can print.

    python cut_font.py NotoSansSC_400Regular.ttf Unihan_OtherMappings.txt NotoSansSC-Regular.ttf

README.md beside this file says where the two inputs come from, and what is kept.
"""

import sys

from fontTools import subset


def of_gb2312():
    """Every character of GB/T 2312-1980."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def of_the_standard_table(mappings):
    """Every character of 通用规范汉字表, which Unihan lists in the field kTGH."""
    with open(mappings, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] == "kTGH":
                yield int(fields[0].removeprefix("U+"), 16)


def kept(mappings):
    characters = set(of_gb2312()) | set(of_the_standard_table(mappings))
    ranges = [
        (0x0020, 0x007E),  # ASCII
        (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A
        (0x2010, 0x2027),  # dashes, quotation marks, dots
        (0x2030, 0x203F),
        (0x3000, 0x301F),  # ideographic punctuation
        (0xFF01, 0xFF5E),  # full-width forms
        (0xFFE0, 0xFFE5),
    ]
    for first, last in ranges:
        characters.update(range(first, last + 1))
    characters.update(map(ord, "€№™"))
    # A soft hyphen prints nothing where it does not break a line, so a name could hide one.
    characters.discard(0x00AD)
    return characters


def main(source, mappings, target):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept(mappings))
    cutter.subset(font)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main(*sys.argv[1:])
