import type { Recognizer } from "../recognizer.ts";

/** Hardware addresses of network cards. */
export const macAddress: Recognizer = {
  id: "mac-address",
  type: "MAC_ADDRESS",
  trigger: [
    { on: "around", char: ":", before: "0-9A-Fa-f", maxBefore: 3 },
    { on: "around", char: "-", before: "0-9A-Fa-f", maxBefore: 3 },
  ],
  patterns: [
    {
      pattern: "(?<![0-9A-Fa-f][:-])[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})(?![0-9A-Za-z_:-])",
      score: 0.7,
    },
    { pattern: "[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}(?![0-9A-Za-z_.])", score: 0.3, needsContext: true },
  ],
  validator: "mac",
  context: {
    en: ["mac", "mac address", "hwaddr", "ether", "wifi", "bluetooth", "device", "hardware address", "bssid"],
  },
  reserved: ["^00[:-]00[:-]5[eE][:-]00[:-]53", "^01[:-]23[:-]45[:-]67[:-]89[:-][aA][bB]$"],
  source: "IEEE 802; reserved: RFC 7042",
};

/** Serial numbers of mobile phones. */
export const imeiNumber: Recognizer = {
  id: "imei",
  type: "IMEI",
  trigger: { on: "digits", min: 15, max: 15 },
  patterns: [
    { pattern: "[0-9]{2}([ /-])[0-9]{6}\\1[0-9]{6}\\1[0-9](?![0-9A-Za-z_])", score: 0.4 },
    { pattern: "[0-9]{15}(?![0-9A-Za-z_]|[.-][0-9])", score: 0.1, needsContext: true },
  ],
  validator: "imei",
  checksumScore: 0.5,
  context: { en: ["imei", "imei number", "device id", "handset", "serial number", "meid"] },
  reserved: ["^49-?015420-?323751-?8$"],
  source: "3GPP TS 23.003",
};

/** Vehicle identification numbers. */
export const vinNumber: Recognizer = {
  id: "vin",
  type: "VIN",
  trigger: [{ on: "token", shape: "XXXXXXXXXXXXXXXXX", min: 17, max: 17 }, { on: "label" }],
  patterns: [
    { pattern: "[A-HJ-NPR-Z0-9]{17}(?![0-9A-Za-z_-])", score: 0.35 },
    {
      pattern: "[A-HJ-NPR-Z0-9]{9}[A-HJ-NPR-Z0-9]{4}[0-9]{4}(?![0-9A-Za-z_-])",
      score: 0.1,
      needsContext: true,
      validator: "none",
    },
  ],
  validator: "vin",
  checksumScore: 0.5,
  labels: {
    en: ["vin", "vin number", "vehicle identification number", "chassis number"],
    de: ["fahrgestellnummer", "fin", "fahrzeug-identifizierungsnummer"],
    fr: ["numéro de châssis", "numéro de série du véhicule"],
    es: ["número de bastidor", "bastidor"],
    it: ["numero di telaio", "telaio"],
    pt: ["chassi", "número do chassi"],
    nl: ["chassisnummer"],
  },
  context: { en: ["vehicle", "car", "vin"] },
  reserved: ["^1M8GDM9AXKP042788$", "^1{17}$"],
  source: "ISO 3779, 49 CFR 565",
};

/** Geographic places to a few metres or better. */
export const coordinatePair: Recognizer = {
  id: "coordinates",
  type: "COORDINATES",
  trigger: [
    { on: "digits", min: 5, max: 40 },
    // With the sign before the digits.
    { on: "around", char: ".", before: "0-9-", maxBefore: 4 },
  ],
  patterns: [
    {
      pattern: "-?[0-9]{1,2}\\.[0-9]{4,15}°? ?[NS]?, ?-?[0-9]{1,3}\\.[0-9]{4,15}(?:°? ?[EW])?(?![0-9A-Za-z_.])",
      score: 0.45,
    },
    {
      pattern:
        "[0-9]{1,2}° ?[0-9]{1,2}[′'] ?[0-9]{1,2}(?:\\.[0-9]{1,4})?[″\"] ?[NS],? ?[0-9]{1,3}° ?[0-9]{1,2}[′'] ?[0-9]{1,2}(?:\\.[0-9]{1,4})?[″\"] ?[EW]",
      score: 0.8,
      validator: "none",
    },
  ],
  validator: "coordinates",
  context: {
    en: [
      "location",
      "gps",
      "coordinates",
      "lat",
      "latitude",
      "lng",
      "lon",
      "longitude",
      "position",
      "geo",
      "located at",
      "coords",
      "pickup",
      "home",
    ],
  },
  source: "ISO 6709",
};

/** Number plates by country, after a label: no plate is told from a product code by its form. */
export const licensePlate: Recognizer = {
  id: "license-plate",
  type: "LICENSE_PLATE",
  trigger: { on: "label" },
  patterns: [
    // Great Britain since 2001; Germany; France and Italy; Spain; the Netherlands; Poland; Brazil; US states.
    { pattern: "[A-Z]{2}[0-9]{2} ?[A-Z]{3}(?![0-9A-Za-z_])", anyCase: true, score: 0.4 },
    { pattern: "[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[0-9]{1,4}[EH]?(?![0-9A-Za-z_])", anyCase: true, score: 0.4 },
    { pattern: "[A-Z]{2}[- ]?[0-9]{3}[- ]?[A-Z]{2}(?![0-9A-Za-z_])", anyCase: true, score: 0.4 },
    { pattern: "[0-9]{4}[- ]?[B-DF-HJ-NP-TV-Z]{3}(?![0-9A-Za-z_])", anyCase: true, score: 0.4 },
    { pattern: "[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}(?![0-9A-Za-z_])", anyCase: true, score: 0.3 },
    { pattern: "[A-Z]{3}[- ]?[0-9][A-Z0-9][0-9]{2}(?![0-9A-Za-z_])", anyCase: true, score: 0.4 },
    {
      pattern:
        "(?:[0-9][A-Z]{3}[0-9]{3}|[A-Z]{3}[- ]?[0-9]{3,4}|[A-Z]{2,3}[- ]?[0-9]{4,5}|[0-9]{3}[- ]?[A-Z]{3})(?![0-9A-Za-z_])",
      anyCase: true,
      score: 0.3,
    },
  ],
  needsContext: true,
  labels: {
    en: [
      "license plate",
      "licence plate",
      "number plate",
      "plate number",
      "registration number",
      "plate",
      "license plate number",
      "vehicle registration",
      "reg number",
      "my reg",
      "car reg",
      "reg plate",
      "reg no",
      "plates",
    ],
    de: ["kennzeichen", "nummernschild", "amtliches kennzeichen"],
    fr: ["plaque d'immatriculation", "immatriculation", "plaque"],
    es: ["matrícula", "placa", "placas"],
    it: ["targa"],
    pt: ["matrícula", "placa"],
    nl: ["kenteken", "nummerplaat"],
    sv: ["registreringsnummer", "regnummer"],
    pl: ["numer rejestracyjny", "tablica rejestracyjna"],
  },
  source: "https://en.wikipedia.org/wiki/Vehicle_registration_plate",
};

export const devices: readonly Recognizer[] = [macAddress, imeiNumber, vinNumber, coordinatePair, licensePlate];
