import type { Lexicon } from "./word-class.ts";

export const english: Lexicon = {
  language: "en",
  words: {
    title:
      "mr mrs ms miss mx dr prof professor sir madam lady lord rev reverend fr father sister brother capt captain lt lieutenant sgt sergeant col colonel gen general maj major cpl detective officer judge justice senator sen congressman congresswoman rep representative governor gov president pres king queen prince princess saint st pope bishop attorney counselor coach chef nurse uncle aunt auntie grandma grandpa granny mister missus doctor",
    greeting:
      "hi hello dear hey thanks thank cheers welcome morning afternoon evening goodbye bye yo attn attention congratulations congrats",
    closing: "regards sincerely best love yours cheers thanks faithfully truly respectfully warmly signed xoxo hugs",
    nameLabel:
      "name names patient passenger customer client guest recipient sender contact employee applicant claimant defendant plaintiff beneficiary cardholder holder owner insured student tenant author attendee member user subscriber buyer seller payee caller agent assignee reporter reviewer surname firstname lastname fullname nickname spouse guardian witness respondent petitioner appellant physician provider doctor manager supervisor from to cc bcc by username",
    nameVerb: "called named am i'm is meet met know knew ask asked tell told call",
    personVerb:
      "said says say told tells asked replied wrote writes added noted explained claimed argued stated announced testified insisted thinks believes wants went came lives lived works worked died married born plays played sings sang stars starred directed scored won lost resigned joined left retired suggested recalled admitted denied confirmed declined lodged applied complained appealed submitted emailed texted phoned called visited loves hates likes has was is will can did does knows needs looks seems",
    role: "president minister chairman chairwoman chair ceo cfo cto founder director manager editor author actor actress singer writer poet player striker goalkeeper coach teacher nurse physician surgeon lawyer attorney judge mayor secretary spokesman spokeswoman spokesperson analyst engineer scientist artist musician guitarist drummer composer producer candidate leader head chief mp senator colleague friend neighbor neighbour boss supervisor partner roommate driver agent representative applicant applicants plaintiff defendant patient detective sergeant officer guy girl boy man woman lady",
    kin: "mother father mom mum dad son daughter wife husband brother sister uncle aunt cousin nephew niece grandmother grandfather grandson granddaughter fiance fiancee girlfriend boyfriend spouse twin baby child kid stepmother stepfather",
    placePreposition:
      "in at from near to around across outside inside throughout towards toward via into within between through",
    placeVerb:
      "live lives living lived born moved moving based located reside resides residing resident residents travel traveled travelled traveling visit visiting visited flight fly flying trip headed raised stationed relocated native",
    placeLabel:
      "city town village county state province country region district area capital mayor near location place destination origin island river lake mount mountain valley airport downtown suburb neighborhood birthplace citizenship coast",
    organization:
      "inc ltd llc corp corporation company co plc group bank university college school institute hospital clinic church foundation association committee ministry department council agency party club team union fc united press times news airlines hotel restaurant museum court airport records studios systems technologies software solutions partners holdings industries services insurance sons associates center centre labs league society authority bureau commission federation",
    streetSuffix:
      "street st avenue ave road rd boulevard blvd lane ln drive dr court ct square sq place pl terrace ter way parkway pkwy highway hwy crescent cres close circle cir trail grove gardens mews alley loop plaza turnpike walk hill row path ridge view heights quay wharf park estate green rise bypass crossing route rte expressway causeway",
    unit: "apt apartment suite ste unit floor fl flat room rm building bldg box lot po p.o pobox pmb psc level house lodge cottage block wing office villa tower annex",
    addressLabel:
      "address addresses mailing shipping billing deliver delivery delivered ship shipped residence residing lives live located send sent postal street corner",
    calendar:
      "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun easter christmas today tomorrow yesterday",
    article: "the a an this that these those some any every each my your his her its our their no another",
    conjunction: "and or but nor & plus vs versus",
    pronoun: "i he she we they you it me him us them who whom whose myself himself herself",
    grammar:
      "of for on as if when while because so than then not be been being are were have had do would could should may might must shall about after before since until during without over under up down out off more most very just only also too how what where why which there here now all both few other such own same again once please yes ok okay well oh if",
    personPreposition: "by with to for from and of about between versus against like named than via",
    direction:
      "north south east west northern southern eastern western central northeast northwest southeast southwest upper lower greater new",
  },
};
