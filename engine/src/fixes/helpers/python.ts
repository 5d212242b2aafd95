import { fieldTypes } from "../fields.ts";
import { helperForms } from "./forms.ts";

/** What finds entities in free text. */
export type PythonEngine = "built-in" | "presidio";

/** The Python helper module: no dependency beyond the standard library, or Presidio where the project has it. */
export function pythonHelperText(engine: PythonEngine): string {
  return [head(engine), fields(), engine === "presidio" ? presidio : builtIn(), records].join("\n");
}

function head(engine: PythonEngine): string {
  const about =
    engine === "presidio"
      ? "Free text is searched by Presidio."
      : "No dependencies. Free text is searched for the forms listed below; names in free text are not found.";
  const imports =
    engine === "presidio"
      ? "from presidio_analyzer import AnalyzerEngine\nfrom presidio_anonymizer import AnonymizerEngine\n"
      : "";
  return `"""Replaces personal data by placeholders such as <EMAIL_ADDRESS>.

    redact("Write to jane@example.com")        # "Write to <EMAIL_ADDRESS>"
    redact(customer.name, "PERSON")            # "<PERSON>": the whole value
    redact({"email": "jane@example.com"})      # {"email": "<EMAIL_ADDRESS>"}

Written by PromptVeil, yours to change. ${about}
Python 3.8 or newer.
"""

import dataclasses
import inspect
import re
from collections import deque
from collections.abc import ItemsView, KeysView, ValuesView
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Dict, Optional, Tuple

${imports}
__all__ = ["redact", "redact_text"]
`;
}

function fields(): string {
  const lines = Object.entries(fieldTypes).map(([type, names]) => `    "${type}": ${JSON.stringify(names.join(" "))},`);
  return `# Names of fields that hold one piece of personal data, without case and separators.
_FIELDS = {
${lines.join("\n")}
}
_TYPE_BY_FIELD = {name: kind for kind, names in _FIELDS.items() for name in names.split()}
# Names that are personal only beside one of those above.
_TYPE_IN_RECORD = {"name": "PERSON", "first": "PERSON", "last": "PERSON", "address": "ADDRESS", "city": "LOCATION"}
`;
}

const presidio = `
@lru_cache(maxsize=None)
def _engines():
    return AnalyzerEngine(), AnonymizerEngine()


def _search(text: str) -> str:
    analyzer, anonymizer = _engines()
    results = analyzer.analyze(text=text, language="en")
    return anonymizer.anonymize(text=text, analyzer_results=results).text

`;

function pythonLiteral(pattern: string): string {
  const text = pattern.replace(/\(\?<(?=[A-Za-z])/g, "(?P<");
  return `r"""${text}"""`;
}

function builtIn(): string {
  const forms = helperForms.map(({ type, pattern, anyCase, check }) => {
    const flags = anyCase ? "re.IGNORECASE" : "0";
    return `    ("${type}", re.compile(${pythonLiteral(pattern)}, ${flags}), ${check ? `_is_${check.replace("-", "_")}` : "None"}),`;
  });
  return `
def _is_payment_card(text: str) -> bool:
    digits = [int(character) for character in text if "0" <= character <= "9"]
    if not 12 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    compact = re.sub("[ -]", "", text).upper()
    moved = compact[4:] + compact[:4]
    return 15 <= len(compact) <= 34 and int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _is_us_ssn(text: str) -> bool:
    digits = re.sub("[^0-9]", "", text)
    return digits[:3] not in ("000", "666") and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"


def _is_ip(text: str) -> bool:
    if ":" in text:
        return "::" in text or text.count(":") == 7
    return all(int(part) < 256 for part in text.split("."))


def _is_phone(text: str) -> bool:
    digits = re.sub("[^0-9]", "", text)
    if text.startswith("+") or text.startswith("00"):
        return 8 <= len(digits) <= 15
    if re.match(r"(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]$|[0-9]{3}-[0-9]{2}-[0-9]{4}$", text) or "/" in text:
        return False
    grouped = re.search("[ .()-]", text) is not None
    return 9 <= len(digits) <= 13 and (grouped or text.startswith("0"))


_FORMS = [
${forms.join("\n")}
]


def _search(text: str) -> str:
    for kind, pattern, check in _FORMS:
        whole = "value" not in pattern.groupindex

        def replace(match, kind=kind, check=check, whole=whole):
            if check is not None and not check(match.group(0)):
                return match.group(0)
            if whole:
                return "<%s>" % kind
            start, end = match.start("value") - match.start(), match.end("value") - match.start()
            return match.group(0)[:start] + "<%s>" % kind + match.group(0)[end:]

        text = pattern.sub(replace, text)
    return text

`;
}

const records = `
_KEYED = re.compile(
    r"""(?P<head>(?P<quote>["'])(?P<key>[A-Za-z_][\\w -]{1,40})(?P=quote)\\s*:\\s*|\\b(?P<name>[A-Za-z_]\\w{1,40})=)"""
    r"""(?P<value>"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|-?[0-9][0-9.]*)"""
)


def redact_text(text: str) -> str:
    """The text with the personal data in it replaced, also under keys in the text of a record."""

    def field(match):
        key = _plain(match.group("key") or match.group("name"))
        kind = _TYPE_BY_FIELD.get(key) or (_TYPE_IN_RECORD.get(key) if in_record else None)
        if kind is None or match.group("value") in ('""', "''"):
            return match.group(0)
        quote = match.group("value")[0] if match.group("value")[0] in "\\"'" else '"'
        return "%s%s<%s>%s" % (match.group("head"), quote, kind, quote)

    in_record = any(_plain(m.group("key") or m.group("name")) in _TYPE_BY_FIELD for m in _KEYED.finditer(text))
    return _search(_KEYED.sub(field, text))


def redact(value: Any, entity_type: Optional[str] = None) -> Any:
    """The value with personal data replaced; what is no text keeps its kind.

    With an entity type the value as a whole is replaced. Without one, text is searched, and records are
    redacted field by field, by the field's name and by what is in it.
    """
    return _redact(value, entity_type, {})


def _plain(name: Any) -> str:
    return re.sub(r"[\\W_]", "", str(name)).lower()


# What was redacted already, by identity and kind; the value itself is held, so that no other takes its identity.
_Seen = Dict[Tuple[int, Optional[str]], Tuple[Any, Any]]


def _redact(value: Any, kind: Optional[str], seen: _Seen) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return ("<%s>" % kind if value.strip() else value) if kind else redact_text(value)
    if isinstance(value, (int, float, Decimal, complex)):
        if kind:
            return "<%s>" % kind
        text = str(value)
        found = _search(text)
        return value if found == text else found
    if isinstance(value, (bytes, bytearray)):
        return type(value)(_redact(value.decode("utf-8", "replace"), kind, seen).encode("utf-8"))
    if isinstance(value, (date, datetime)):
        return "<%s>" % kind if kind else value
    if isinstance(value, BaseException):
        return _redact(str(value), kind, seen)
    key = (id(value), kind)
    if key in seen:
        return seen[key][1]
    if isinstance(value, (dict, list)):
        result = {} if isinstance(value, dict) else []
        seen[key] = (value, result)
        if isinstance(value, dict):
            result.update(_fields(value, kind, seen))
            return result
        result.extend(_redact(item, kind, seen) for item in value)
        if type(value) is not list:
            result = type(value)(result)
    else:
        seen[key] = (value, "<%s>" % (kind or "REDACTED"))  # what an object that holds itself gives inside
        result = _rebuilt(value, kind, seen)
    seen[key] = (value, result)
    return result


def _rebuilt(value: Any, kind: Optional[str], seen: _Seen) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(**_fields(value._asdict(), kind, seen))
    if isinstance(value, (tuple, set, frozenset)):
        return type(value)(_redact(item, kind, seen) for item in value)
    if isinstance(value, (KeysView, ValuesView, ItemsView, deque)):
        return [_redact(item, kind, seen) for item in value]
    if hasattr(value, "columns") and hasattr(value, "assign"):  # a pandas data frame
        return value.assign(**{str(c): [_redact(cell, kind or _TYPE_BY_FIELD.get(_plain(c)), seen) for cell in value[c]] for c in value.columns})
    if hasattr(value, "index") and callable(getattr(value, "map", None)):  # a pandas series
        return value.map(lambda cell: _redact(cell, kind or _TYPE_BY_FIELD.get(_plain(value.name)), seen))
    if hasattr(value, "__next__"):
        return (_redact(item, kind, {}) for item in value)
    if hasattr(value, "__aiter__"):
        return _redact_later(value, kind, seen)
    if inspect.isawaitable(value):
        return _redact_awaited(value, kind, seen)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):  # a row of a database
        return _Record(_fields({key: value[key] for key in value.keys()}, kind, seen))
    if callable(getattr(value, "_asdict", None)):
        return _Record(_fields(value._asdict(), kind, seen))
    if isinstance(value, type) or callable(value) or type(value).__module__ in ("uuid", "pathlib", "enum", "builtins"):
        return "<%s>" % kind if kind else value
    return _object(value, kind, seen)


async def _redact_awaited(value: Any, kind: Optional[str], seen: _Seen) -> Any:
    return _redact(await value, kind, {})


async def _redact_later(values: Any, kind: Optional[str], seen: _Seen) -> Any:
    async for item in values:
        yield _redact(item, kind, {})


class _Record(Dict[Any, Any]):
    """What is left of an object: its fields, by key and by attribute."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def _fields(record: Any, kind: Optional[str], seen: _Seen) -> Dict[Any, Any]:
    in_record = any(_plain(key) in _TYPE_BY_FIELD for key in record)
    result = {}
    for key, item in record.items():
        name = _plain(key)
        own = kind or _TYPE_BY_FIELD.get(name) or (_TYPE_IN_RECORD.get(name) if in_record else None)
        result[key] = _redact(item, None if isinstance(item, dict) and not kind else own, seen)
    return result


def _object(value: Any, kind: Optional[str], seen: _Seen) -> Any:
    if kind:
        return "<%s>" % kind
    if callable(getattr(value, "model_copy", None)) and callable(getattr(value, "model_dump", None)):  # pydantic
        names = getattr(type(value), "model_fields", {})
        return value.model_copy(update=_fields({name: getattr(value, name) for name in names}, None, seen))
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        changed = _fields({name: getattr(value, name) for name in names}, None, seen)
        try:
            return dataclasses.replace(value, **changed)
        except (TypeError, ValueError):
            return changed
    public = {name: item for name, item in getattr(value, "__dict__", {}).items() if not name.startswith("_")}
    slots = [name for kind_of in type(value).__mro__ for name in _slots(kind_of) if hasattr(value, name)]
    public.update({name: getattr(value, name) for name in slots if not name.startswith("_")})
    return _Record(_fields(public, None, seen)) if public else redact_text(str(value))


def _slots(kind_of: type) -> Any:
    slots = getattr(kind_of, "__slots__", ())
    return (slots,) if isinstance(slots, str) else slots
`;
