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
from collections.abc import Iterable
from functools import lru_cache

_ALPHABET = (
    "a ă â b ƀ c č d đ e ĕ ê ê̆ f g h i ĭ j k l m n ñ o ŏ ô ô̆ ơ ơ̆ p q r s t u ŭ ư ư̆ v w x y z"
)
_TONES = {"\u0300": 3, "\u0309": 4, "\u0303": 5, "\u0301": 6, "\u0323": 7}
_LEVEL_TONE = 2
_PART_END, _LETTERS_END, _SPACE = b"\x00", b"\x01", b"\x0f"
_FIRST_DIGIT, _FIRST_LETTER, _FOREIGN = 0x10, 0x20, 0xFE
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
    words = unicodedata.normalize("NFC", sort_as or name).lower().split()
    if not sort_as and len(words) > 1 and words[0] in FAMILY_NAMES:
        parts = [words[-1], " ".join(words[1:-1]), words[0]]
    else:
        parts = [" ".join(words)]
    return _PART_END.join(map(_part_key, parts))


def _part_key(text: str) -> bytes:
    """Letters first, then tones: "hoa" before "hoan", "hòa" after "hoa" and before "hoan"."""
    letters, tones = bytearray(), bytearray()
    for cluster in _clusters(text):
        weight, tone = _weigh(cluster)
        letters += weight
        tones += tone
    return bytes(letters) + _LETTERS_END + bytes(tones)


def _clusters(text: str) -> Iterable[str]:
    """Letters with the marks that have no composed form; most text has none of these."""
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return text
    found: list[str] = []
    for letter in text:
        if found and unicodedata.combining(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


@lru_cache(maxsize=2048)
def _weigh(cluster: str) -> tuple[bytes, bytes]:
    """What one letter adds to the letters and to the tones; kept, for letters come again."""
    apart = unicodedata.normalize("NFD", cluster)
    base, marks = apart[0], apart[1:]
    if base in _UNHEARD:
        return b"", b""
    if base in " -":
        weight = _SPACE
    elif base.isascii() and base.isdecimal():
        weight = bytes([_FIRST_DIGIT + int(base)])
    else:
        weight = _letter_weight(base, marks)
    return weight, bytes([_tone(base, marks)])


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
