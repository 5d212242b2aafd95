"""Replaces personal data by placeholders such as <EMAIL_ADDRESS>.

    redact("Write to jane@example.com")        # "Write to <EMAIL_ADDRESS>"
    redact(customer.name, "PERSON")            # "<PERSON>": the whole value
    redact({"email": "jane@example.com"})      # {"email": "<EMAIL_ADDRESS>"}

Written by PromptVeil, yours to change. No dependencies. Free text is searched for the forms listed below; names in free text are not found.
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


__all__ = ["redact", "redact_text"]

# Names of fields that hold one piece of personal data, without case and separators.
_FIELDS = {
    "EMAIL_ADDRESS": "email emailaddress mail useremail customeremail contactemail workemail",
    "PHONE_NUMBER": "phone phonenumber mobile mobilenumber mobilephone telephone cellphone fax",
    "PERSON": "fullname firstname lastname middlename surname givenname familyname maidenname customername patientname displayname realname nickname employeename cardholder cardholdername",
    "DATE_OF_BIRTH": "dob dateofbirth birthdate birthday birthdt",
    "US_SSN": "ssn socialsecurity socialsecuritynumber",
    "PASSPORT": "passport passportnumber passportno",
    "DRIVER_LICENSE": "driverslicense driverlicense driverslicensenumber licensenumber",
    "NATIONAL_ID": "nationalid nationalidnumber nin personnummer bsn curp aadhaar pesel",
    "TAX_ID": "taxid taxnumber vatnumber itin",
    "CREDIT_CARD": "creditcard creditcardnumber cardnumber ccnumber pan",
    "IBAN_CODE": "iban",
    "BANK_ACCOUNT": "bankaccount bankaccountnumber routingnumber",
    "ADDRESS": "streetaddress homeaddress postaladdress mailingaddress billingaddress shippingaddress addressline1 addressline2 street postcode postalcode zipcode",
    "IP_ADDRESS": "ipaddress clientip remoteip ipaddr",
    "PASSWORD": "password passwd passphrase",
    "CREDENTIAL": "apikey accesstoken refreshtoken secretkey clientsecret authtoken",
    "HEALTH_DATA": "diagnosis diagnoses medication medications medicalhistory allergies bloodtype",
    "GENDER": "gender",
    "RELIGION": "religion",
    "ETHNICITY": "ethnicity race",
    "SEXUAL_ORIENTATION": "sexualorientation",
    "USERNAME": "username",
}
_TYPE_BY_FIELD = {name: kind for kind, names in _FIELDS.items() for name in names.split()}
# Names that are personal only beside one of those above.
_TYPE_IN_RECORD = {"name": "PERSON", "first": "PERSON", "last": "PERSON", "address": "ADDRESS", "city": "LOCATION"}


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
    ("CREDENTIAL", re.compile(r"""(?<![0-9A-Za-z_:])(?:https?|ftps?|sftp|ssh|wss?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|jdbc|smtps?|imaps?|ldaps?|git|s3)://(?P<value>[^\s:/?#@"'<>`{}$]{0,64}:[^\s/?#@"'<>`{}$]{1,128})@[A-Za-z0-9.[-]""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:sk-(?:proj-|svcacct-|admin-|None-)?[A-Za-z0-9_-]{20,200})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:sk-ant-(?:api|admin|sid|oat)[0-9]{2}-[A-Za-z0-9_-]{24,120})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:(?:hf|api_org)_[A-Za-z0-9]{34,40})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-(?:[0-9a-f]{2}_)?[A-Za-z0-9_-]{20,64})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:npm_[A-Za-z0-9]{36})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{20,120}|whsec_[A-Za-z0-9+/]{32,60}={0,2})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("API_KEY", re.compile(r"""(?<![0-9A-Za-z_])(?:xox[abeprs](?:\.xox[bp])?-[0-9A-Za-z]{1,14}(?:-[0-9A-Za-z]{8,80}){1,4}|xapp-[0-9]-[A-Z0-9]{9,13}-[0-9]{10,14}-[0-9a-f]{64})(?![A-Za-z0-9_]|-[A-Za-z0-9])""", 0), None),
    ("EMAIL_ADDRESS", re.compile(r"""['~.%+-]{0,8}(?P<value>[A-Za-z0-9_\u00C0-\uD7FF][A-Za-z0-9._%+'&~\u00C0-\uD7FF-]{0,63}@(?:[A-Za-z0-9\u00C0-\uD7FF](?:[A-Za-z0-9\u00C0-\uD7FF-]{0,62})\.){1,8}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z\u00C0-\uD7FF]{2,24}))(?![A-Za-z0-9@])""", 0), None),
    ("IBAN_CODE", re.compile(r"""(?<![0-9A-Za-z_])[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}(?![A-Za-z0-9_])""", 0), _is_iban),
    ("IBAN_CODE", re.compile(r"""(?<![0-9A-Za-z_])[A-Za-z]{2}[0-9]{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?:[ -][A-Za-z0-9]{1,3})?(?![A-Za-z0-9_])""", 0), _is_iban),
    ("IBAN_CODE", re.compile(r"""(?<![0-9A-Za-z_])[A-Za-z]{2}[0-9]{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?![A-Za-z0-9_])""", 0), _is_iban),
    ("CREDIT_CARD", re.compile(r"""(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{14,19}(?![0-9A-Za-z_]|[.,-][0-9])""", 0), _is_payment_card),
    ("CREDIT_CARD", re.compile(r"""(?<![0-9A-Za-z_])(?<![0-9][.,])(?:[0-9]{4}([ .\u00A0-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{3})?|[0-9]{4}([ .\u00A0-])[0-9]{6}\2[0-9]{4,5})(?![0-9A-Za-z_]|[.,-][0-9])""", 0), _is_payment_card),
    ("US_SSN", re.compile(r"""(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9A-Za-z_]|-[0-9])""", 0), _is_us_ssn),
    ("US_SSN", re.compile(r"""(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{3}([ .])[0-9]{2}\1[0-9]{4}(?![0-9A-Za-z_]|[.-][0-9])""", 0), _is_us_ssn),
    ("IP_ADDRESS", re.compile(r"""(?<![0-9A-Za-z_])(?<![0-9][.,])(?=[0-9.]{0,12}[0-9]{3})[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z_]|\.[0-9]|-[0-9A-Za-z])""", 0), _is_ip),
    ("IP_ADDRESS", re.compile(r"""(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z_]|\.[0-9]|-[0-9A-Za-z])""", 0), _is_ip),
    ("IP_ADDRESS", re.compile(r"""(?<![0-9A-Za-z_:])(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z_]|:[0-9A-Za-z]|\.[0-9])""", 0), _is_ip),
    ("IP_ADDRESS", re.compile(r"""(?<![0-9A-Za-z_:])(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?:[0-9A-Fa-f]{1,4}:){0,6}(?:[0-9A-Fa-f]{1,4}(?:\.[0-9]{1,3}){0,3})?(?![0-9A-Za-z_]|:|\.[0-9])""", 0), _is_ip),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z_]))""", re.IGNORECASE), None),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:0?[1-9]|[12][0-9]|3[01])([-/. ])(?:0?[1-9]|[12][0-9]|3[01])\2(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z_]|[-/.][0-9]))""", re.IGNORECASE), None),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|º|\.)?(?:[ -]|\. ?)(?:(?:of|de|di) )?(?:jan(?:uar[yio]?|v(?:ier|\.)?|eiro)?|jänner|ene(?:ro)?|gen(?:naio)?|feb(?:ruar[yi]?|rero|braio)?|f[ée]vr?(?:ier|ereiro)?|mar(?:ch|zo|[cç]o|s|t)?|m(?:ä|ae)rz|maart|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|ma[yijg](?:o|gio|i)?|mei|jun(?:e|io?|ho)?|juin|giu(?:gno)?|jul(?:y|io?|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust(?:us|i)?)?|ago(?:sto)?|ao[uû]t|set(?:embro|tembre)?|sept?(?:ember|tembre|tiembre|embre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embro)?|desember|d[ée]c(?:embre)?|dic(?:embre|iembre)?)\.?(?:,? (?:de |del |di )?|-)(?:(?:19|20)[0-9]{2}|'?[0-9]{2})(?![0-9A-Za-z_]))""", re.IGNORECASE), None),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:jan(?:uar[yio]?|v(?:ier|\.)?|eiro)?|jänner|ene(?:ro)?|gen(?:naio)?|feb(?:ruar[yi]?|rero|braio)?|f[ée]vr?(?:ier|ereiro)?|mar(?:ch|zo|[cç]o|s|t)?|m(?:ä|ae)rz|maart|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|ma[yijg](?:o|gio|i)?|mei|jun(?:e|io?|ho)?|juin|giu(?:gno)?|jul(?:y|io?|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust(?:us|i)?)?|ago(?:sto)?|ao[uû]t|set(?:embro|tembre)?|sept?(?:ember|tembre|tiembre|embre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embro)?|desember|d[ée]c(?:embre)?|dic(?:embre|iembre)?)\.? (?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,? (?:(?:19|20)[0-9]{2}|'[0-9]{2})(?![0-9A-Za-z_]))""", re.IGNORECASE), None),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:the )?(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|[0-9]{1,2}(?:st|nd|rd|th))(?:,? (?:of )?(?:(?:(?:eighteen|nineteen|twenty)[ -])?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:oh|o)[ -](?:one|two|three|four|five|six|seven|eight|nine))|two thousand(?: and)?(?: (?:(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?))?|(?:19|20)[0-9]{2}))?(?![0-9A-Za-z_']))""", re.IGNORECASE), None),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:the )?(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|[0-9]{1,2}(?:st|nd|rd|th)) (?:day )?(?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:,? (?:(?:(?:eighteen|nineteen|twenty)[ -])?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:oh|o)[ -](?:one|two|three|four|five|six|seven|eight|nine))|two thousand(?: and)?(?: (?:(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?))?|(?:19|20)[0-9]{2}))?(?![0-9A-Za-z_']))""", re.IGNORECASE), None),
    ("DATE_OF_BIRTH", re.compile(r"""(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\.o\.b\.|née[ _-]?le|birth|né[ _-]?le|born|geb\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?(?P<value>(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:of )?(?:(?:nineteen|twenty)[ -](?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))|two thousand(?: and)?(?: (?:(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:one|two|three|four|five|six|seven|eight|nine)))?)(?![0-9A-Za-z_']))""", re.IGNORECASE), None),
    ("PHONE_NUMBER", re.compile(r"""(?<![0-9A-Za-z_.+/-])(?:\+[0-9]{1,15}|\([0-9]{1,5}\)|[0-9]{2,14})(?:(?:[ ./-]{1,2}|(?=\()|(?<=\)))(?:\([0-9]{1,5}\)|[0-9]{1,12})){0,7}(?![0-9A-Za-z_]|[.,:][0-9])""", 0), _is_phone),
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



_KEYED = re.compile(
    r"""(?P<head>(?P<quote>["'])(?P<key>[A-Za-z_][\w -]{1,40})(?P=quote)\s*:\s*|\b(?P<name>[A-Za-z_]\w{1,40})=)"""
    r"""(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?[0-9][0-9.]*)"""
)


def redact_text(text: str) -> str:
    """The text with the personal data in it replaced, also under keys in the text of a record."""

    def field(match):
        key = _plain(match.group("key") or match.group("name"))
        kind = _TYPE_BY_FIELD.get(key) or (_TYPE_IN_RECORD.get(key) if in_record else None)
        if kind is None or match.group("value") in ('""', "''"):
            return match.group(0)
        quote = match.group("value")[0] if match.group("value")[0] in "\"'" else '"'
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
    return re.sub(r"[\W_]", "", str(name)).lower()


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
