"""Vietnamese typed before Unicode: TCVN3 (ABC) and VNI texts recognised by their letters, not by their fonts."""

import re
import unicodedata
from functools import lru_cache

from dangvu.lib import text

TCVN3, VNI = "tcvn3", "vni"

_TCVN3_CODES = (
    "µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọ«ôåồæổçỗèốéộ¬ơêờëởìỡíớîợ"
    "ïùñủòũóúôụ\u00adưõừöử÷ữøứùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ"
)
_TCVN3 = str.maketrans(dict(zip(_TCVN3_CODES[::2], _TCVN3_CODES[1::2], strict=True)))
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _vni_table() -> dict[str, str]:
    small = dict(_VNI_ALONE)
    for tone, mark in _VNI_TONES.items():
        small |= {base + tone: bare + mark for base, bare in zip("aeouyôö", "aeouyơư", strict=True)}
    for sign, mark in _VNI_CIRCUMFLEX.items():
        small |= {base + sign: base + "\u0302" + mark for base in "aeo"}
    small |= {"a" + sign: "a\u0306" + mark for sign, mark in _VNI_BREVE.items()}
    composed = {key: unicodedata.normalize("NFC", value) for key, value in small.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in composed.items()}
    return composed | mixed | {key.upper(): value.upper() for key, value in composed.items()}


_VNI = _vni_table()
_VNI_TOKEN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# Latin-1 letters that Vietnamese Unicode text never has, and marks that only old encodings put next to a letter.
_FOREIGN = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ"
_PAIRS = "[aA][ùõâáàãêéèúÙÕÂÁÀÃÊÉÈÚ]|[eEyY][ùõâáàãÙÕÂÁÀÃ]|[oO][ùâÙÂ]|[uU][ùõÙÕ]"
_SUSPICIOUS = re.compile(rf"[{_FOREIGN}]|{_PAIRS}|[a-zß-ÿ][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]")
_BEYOND_LATIN = re.compile("[\u0100-\u02ff\u0300-\u036f\u1e00-\u1eff]")
_TOKEN = re.compile(rf"(?:[^\W\d_]|[{_FOREIGN}])+")
_CAPITAL_INSIDE = re.compile(r"[a-zß-ÿ][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]")

_ONSETS = (
    *("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""),
)
_RHYME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê
êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang
oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oi om on ong oong ooc oc op ot ô ôc ôi ôm ôn ông ôp
ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy
uya uych uyt uynh uyn uyên uyêt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng
yêt yêu êng
"""
_RHYMES = frozenset(_RHYME_LIST.split())
_TONE_MARKS = frozenset("\u0300\u0309\u0303\u0301\u0323")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Could this be a Vietnamese syllable?"""
    tones, letters = 0, []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONE_MARKS:
            tones += 1
        else:
            letters.append(char)
    bare = unicodedata.normalize("NFC", "".join(letters))
    return tones <= 1 and any(bare.startswith(onset) and bare[len(onset) :] in _RHYMES for onset in _ONSETS)


def likeness(line: str) -> float:
    """Share of the accented words that are Vietnamese syllables; 1.0 when there is no accented word."""
    words = [word for word in _TOKEN.findall(line) if not word.isascii() and (word.isalpha() or len(word) > 1)]
    return sum(map(_looks_right, words)) / len(words) if words else 1.0


def _looks_right(word: str) -> bool:
    return word in ("đ", "Đ") or (word.isalpha() and not _CAPITAL_INSIDE.search(word) and is_syllable(word))


def from_tcvn3(line: str) -> str:
    return line.translate(_TCVN3)


def from_vni(line: str) -> str:
    return _VNI_TOKEN.sub(lambda match: _VNI[match.group()], line)


DECODERS = {TCVN3: from_tcvn3, VNI: from_vni}


def is_suspicious(line: str) -> bool:
    """Cheap first look: might this be an old encoding?"""
    return not line.isascii() and _SUSPICIOUS.search(line) is not None


def detect(line: str) -> str | None:
    """The old encoding a text was typed in, None for Unicode or when it cannot be told."""
    if not is_suspicious(line) or _is_unicode(line):
        return None
    scores = {None: likeness(line), TCVN3: likeness(from_tcvn3(line)), VNI: likeness(from_vni(line))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > scores[None] or (best and scores[None] == 0) else None


def _is_unicode(line: str) -> bool:
    return _BEYOND_LATIN.search(line) is not None


def decode_as(line: str, encoding: str) -> str:
    """Decode a neighbour of a text in an old encoding, unless its letters say that it is Unicode already."""
    if line.isascii() or _is_unicode(line):
        return line
    decoded = DECODERS[encoding](line)
    return line if likeness(line) > likeness(decoded) else decoded


def to_unicode(line: str) -> str:
    """Unicode text, whatever it was typed in."""
    encoding = detect(line)
    return text.nfc(DECODERS[encoding](line) if encoding else line)
