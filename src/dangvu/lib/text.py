"""Vietnamese text as people type it: one Unicode form, single spaces, keys to search, match and sort by."""

import re
import unicodedata

# Letters that only look Vietnamese: eth typed for đ, and oi typed for ư (both from old keyboard layouts and fonts).
_LOOKALIKES = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ƣ": "ư", "Ƣ": "Ư"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad")  # invisible: zero-width marks and the soft hyphen
)
_LOOKALIKE = re.compile("[ÐƉðƣƢ\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # huyền, hỏi, ngã, sắc, nặng: the order of sorting
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WORD = re.compile(r"[^\W_]+")
_MARKED_SECOND = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?![^\W\d_])")
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})


def nfc(text: str) -> str:
    """One Unicode form (NFC), look-alike letters repaired, single spaces, nothing at the edges."""
    if text.isascii():
        return " ".join(text.split())
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _LOOKALIKE.search(text):
        text = text.translate(_LOOKALIKES)
    return " ".join(text.split())


def _folded_letters() -> dict[int, str]:
    table = {}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        bare = unicodedata.normalize("NFD", chr(code))[0]
        bare = {"đ": "d", "Đ": "D", "ơ": "o", "ư": "u", "Ơ": "O", "Ư": "U"}.get(bare, bare)
        if bare != chr(code):
            table[code] = bare
    return table


_FOLD = _folded_letters()


def fold(text: str) -> str:
    """The same text without accents, lower case: `Đảng ủy` becomes `dang uy`."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES).translate(_FOLD).lower()


def search_key(text: str) -> str:
    """Accent-free words with single spaces, for searching what people type in a hurry."""
    return " ".join(_WORD.findall(fold(text)))


def old_tone_placement(text: str) -> str:
    """Put the tone of open oa, oe, uy on the first letter (Hoà becomes Hòa), so that both spellings are equal."""
    if text.isascii():
        return text
    return _MARKED_SECOND.sub(_tone_to_first, text)


def _tone_to_first(match: re.Match[str]) -> str:
    first, second = match.groups()
    decomposed = unicodedata.normalize("NFD", second)
    bare, tone = decomposed[0], decomposed[1]
    if (first + bare).lower() not in _OPEN_PAIRS:
        return match.group()
    return unicodedata.normalize("NFC", first + tone) + bare


def match_key(text: str) -> str:
    """Equal for spellings that mean the same: case, spaces, Unicode form and tone placement do not count."""
    return old_tone_placement(nfc(text).lower())


def title_name(name: str) -> str:
    """First Letters Capital, as names of persons are written."""
    line = nfc(name)
    if line.replace(" ", "").isalpha():
        return line.title()
    return " ".join([_capital(word) for word in line.split()])


def _capital(word: str) -> str:
    if word.isalpha():
        return word[0].upper() + word[1:].lower()
    return _WORD.sub(lambda part: part.group()[0].upper() + part.group()[1:].lower(), word)


def _sort_letters() -> dict[str, tuple[str, str]]:
    """Each letter's rank in the alphabet and the rank of its tone."""
    table = {" ": ("00", "0")} | {str(digit): (f"{1 + digit:02}", "0") for digit in range(10)}
    for rank, letter in enumerate(list(_ALPHABET), start=11):
        table[letter] = (f"{rank}", "0")
        for tone_rank, tone in enumerate(_TONES, start=1):
            marked = unicodedata.normalize("NFC", letter + tone)
            if len(marked) == 1:
                table[marked] = (f"{rank}", f"{tone_rank}")
    return table


_SORT = _sort_letters()


def sort_key(name: str) -> str:
    """Key that sorts by given name (the last word), then the rest, in the Vietnamese order of letters and tones.

    Compare it byte by byte (`COLLATE "C"`): letters decide first, tones only between equal letters.
    """
    words = old_tone_placement(nfc(name).lower()).split()
    pairs = [_SORT[char] for char in " ".join(words[-1:] + words[:-1]) if char in _SORT]
    return "".join([letter for letter, _ in pairs]) + "!" + "".join([tone for _, tone in pairs])
