"""Vietnamese order of names, as a key of bytes that any database can sort by.

Rules kept:

* letters follow the Vietnamese alphabet (a ă â b c d đ e ê …) with the letters of the highlands
  beside their nearest; tones count after letters, in the order ngang huyền hỏi ngã sắc nặng;
* a name that begins with a family name used by Kinh, Tày, Nùng, Thái, Hmông, Dao and other
  groups of that custom is listed by given name, then middle, then family name, as lists here
  always are;
* every other name (Y Bhiêt Niê Kdăm, H'Hen Niê, Ksor Hà, A Thut, Điểu Krông) is listed as it
  is written: which word is the clan differs from group to group and cannot be told;
* an officer may set the words to sort by; those are then used as they are written.
"""

from __future__ import annotations

import unicodedata

_ALPHABET = (
    "a ă â b ƀ c č d đ e ĕ ê ê̆ f g h i ĭ j k l m n ñ o ŏ ô ô̆ ơ ơ̆ p q r s t u ŭ ư ư̆ v w x y z"
)
_TONES = {"\u0300": 3, "\u0309": 4, "\u0303": 5, "\u0301": 6, "\u0323": 7}
_LEVEL_TONE = 2
_PART_END, _LETTERS_END = 0x00, 0x01
_SPACE, _FIRST_DIGIT, _FIRST_LETTER, _FOREIGN = 0x0F, 0x10, 0x20, 0xFE
_WEIGHTS = {
    unicodedata.normalize("NFD", letter): _FIRST_LETTER + place
    for place, letter in enumerate(_ALPHABET.split())
}
_UNHEARD = frozenset("'’‘ʼʻ`´′.")

_FAMILY_NAMES_IN_USE = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh
trương đinh lâm phùng mai tô hà tạ lưu cao thái châu tăng quách la văn chu cù kiều lương tống
thân thạch sơn kim danh tiêu từ triệu mạc nghiêm khuất viên khổng ông quan quang thang âu bạch
cung diệp doãn đàm đậu đồng giang giáp hứa hàn khương khúc lã lạc lai liễu lỗ lục mã ma mẫn ninh
nhữ nhâm nông phí phó tào tôn thi thiều thịnh trà trang tưởng ứng ưng uông vi vy xa bế bàn chảo
chẩu chúng hạng hầu giàng sùng thào vàng vừ mùa lầu lù ly cứ cư lò lô lường cầm cà quàng tòng đèo
bạc điêu hoàn hán hảng lềnh phàn tẩn tẩy lèng lùng sầm nình sần sừ chíu phù trưởng mông long đổng
quảng chương khà khoàng đường mộc tri tằng voòng vòng chìu phồng sồng tráng thèn dìu thền biện
bành bồ cấn cổ chử dư giả hồng hùng khâu kha lại ngọ nhan phương quế tất tiền tiết tiếp triều vạn
"""
FAMILY_NAMES = frozenset(_FAMILY_NAMES_IN_USE.split())


def sort_key(name: str, *, sort_as: str = "") -> bytes:
    """The key by which lists of people are ordered; equal names have equal keys.

    Args:
        sort_as: the words an officer set for this person; taken in their written order.
    """
    words = (sort_as or name).lower().split()
    if not sort_as and len(words) > 1 and unicodedata.normalize("NFC", words[0]) in FAMILY_NAMES:
        parts = [words[-1:], words[1:-1], words[:1]]
    else:
        parts = [words]
    return bytes([_PART_END]).join(_part_key(" ".join(part)) for part in parts)


def _part_key(text: str) -> bytes:
    """Letters first, then tones: "hoa" before "hoan", "hòa" after "hoa" and before "hoan"."""
    letters = bytearray()
    tones = bytearray()
    for base, marks in _clusters(text):
        if base in _UNHEARD:
            continue
        if base in " -":
            letters.append(_SPACE)
        elif base.isdecimal():
            letters.append(_FIRST_DIGIT + int(base))
        else:
            letters += _letter_weight(base, marks)
        tones.append(_tone(base, marks))
    return bytes(letters) + bytes([_LETTERS_END]) + bytes(tones)


def _clusters(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for letter in unicodedata.normalize("NFD", text):
        if found and unicodedata.combining(letter):
            base, marks = found[-1]
            found[-1] = (base, marks + letter)
        else:
            found.append((letter, ""))
    return found


def _is_tone(base: str, mark: str) -> bool:
    # The tilde of ñ is part of the letter; on a vowel it is the tone ngã.
    return mark in _TONES and not (base == "n" and mark == "\u0303")


def _tone(base: str, marks: str) -> int:
    return next((_TONES[mark] for mark in marks if _is_tone(base, mark)), _LEVEL_TONE)


def _letter_weight(base: str, marks: str) -> bytes:
    shape = base + "".join(mark for mark in marks if not _is_tone(base, mark))
    weight = _WEIGHTS.get(shape) or _WEIGHTS.get(base)
    if weight is not None:
        return bytes([weight])
    return bytes([_FOREIGN]) + ord(base).to_bytes(3, "big")
