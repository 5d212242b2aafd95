/**
 * What the key of a value says about it, in the languages of the locales. Words of a key are compared one by one,
 * in lower case: `passenger_name`, `passengerName` and `Passenger name` are the same key.
 */
export const keyWords = {
  /** With one of `personWords`, or alone where the value is written like a name. */
  name: "name names fullname username_display nombre nom naam nome navn namn nimi nazwisko meno jméno",
  /** Alone enough. */
  personName:
    "firstname lastname surname forename givenname familyname fullname middlename maidenname nickname vorname nachname familienname prénom prenom apellido apellidos cognome sobrenome apelido voornaam achternaam förnamn efternamn fornavn etternavn efternavn etunimi sukunimi imię nazwisko jméno příjmení",
  /** Before `name`, or as the whole key where the value is written like a name. */
  person:
    "first last middle given family full maiden legal display customer client patient passenger guest user member contact employee staff agent assignee assigned owner holder cardholder account recipient sender buyer seller payee payer beneficiary applicant candidate student teacher doctor physician nurse driver tenant landlord author reporter reviewer attendee participant caller subscriber insured claimant witness defendant plaintiff spouse parent guardian mother father child emergency billing shipping manager supervisor representative rep signer signatory kunde patient gast inhaber mieter client cliente paciente paziente klant patiënt ansprechpartner titular titulaire intestatario requester submitter approver resident occupant traveller traveler renter donor volunteer speaker interviewer interviewee referrer visitor sponsor created updated approved requested submitted by attn",
  /** Whole keys whose value is a person where it is written like a name. */
  personAlone:
    "customer client patient passenger guest employee agent assignee owner cardholder recipient sender buyer seller payee beneficiary applicant candidate student teacher doctor physician driver tenant landlord author reporter reviewer attendee caller insured claimant witness spouse contact manager supervisor representative signer kunde patientin ansprechpartner cliente paciente paziente klant",
  /** Keys that the key of the object around them completes. */
  partial: "name names full first last given family middle nombre nom naam nome namn navn",
  city: "city town ort stadt wohnort ville ciudad localidad città comune cidade plaats woonplaats stad kaupunki miasto municipality",
  country: "country land pays país pais paese maa kraj nation",
  region: "state province region county bundesland provincia estado regione provincie",
  street:
    "street address address1 address2 line1 line2 addressline addressline1 addressline2 streetaddress strasse straße anschrift adresse rue dirección direccion domicilio calle indirizzo via endereço endereco morada rua adres straat adress gata gatuadress osoite ulica",
} as const;

/** Words that make a key speak of something else: `file_name`, `product name`, `ip address`, `name_count`. */
export const otherKeyWords =
  "file filename host hostname domain model class function method field column table schema index key package module product item company organization organisation org business brand vendor merchant store shop project repo repository branch tag event service server app application tool template type category plan team group role channel device browser event_name test variable var param parameter attribute property event id ids count email mail ip mac url web website wallet bitcoin memory contract code path folder directory image icon font color theme bucket queue topic job task script command metric label host cluster node namespace space dataset campaign status sql login error exception process thread school university bank hotel airline drug medication disease species gene protein dog pet cat song album film movie book game display_type file_path".split(
    " ",
  );
