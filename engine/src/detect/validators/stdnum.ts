import { validate as adNrt } from "stdnum/lib/esm/ad/nrt.js";
import { validate as aoBi } from "stdnum/lib/esm/ao/bi.js";
import { validate as arCuit } from "stdnum/lib/esm/ar/cuit.js";
import { validate as arDni } from "stdnum/lib/esm/ar/dni.js";
import { validate as atTin } from "stdnum/lib/esm/at/tin.js";
import { validate as atVnr } from "stdnum/lib/esm/at/vnr.js";
import { validate as auAbn } from "stdnum/lib/esm/au/abn.js";
import { validate as auTfn } from "stdnum/lib/esm/au/tfn.js";
import { validate as azPin } from "stdnum/lib/esm/az/pin.js";
import { validate as azTin } from "stdnum/lib/esm/az/tin.js";
import { validate as baJmbg } from "stdnum/lib/esm/ba/jmbg.js";
import { validate as beInsz } from "stdnum/lib/esm/be/insz.js";
import { validate as bgEgn } from "stdnum/lib/esm/bg/egn.js";
import { validate as bgPnf } from "stdnum/lib/esm/bg/pnf.js";
import { validate as boCi } from "stdnum/lib/esm/bo/ci.js";
import { validate as brCpf } from "stdnum/lib/esm/br/cpf.js";
import { validate as byUnp } from "stdnum/lib/esm/by/unp.js";
import { validate as caSin } from "stdnum/lib/esm/ca/sin.js";
import { validate as chSsn } from "stdnum/lib/esm/ch/ssn.js";
import { validate as clRun } from "stdnum/lib/esm/cl/run.js";
import { validate as cnRic } from "stdnum/lib/esm/cn/ric.js";
import { validate as coNit } from "stdnum/lib/esm/co/nit.js";
import { validate as crCpf } from "stdnum/lib/esm/cr/cpf.js";
import { validate as crCr } from "stdnum/lib/esm/cr/cr.js";
import { validate as cuNi } from "stdnum/lib/esm/cu/ni.js";
import { validate as czRc } from "stdnum/lib/esm/cz/rc.js";
import { validate as deIdnr } from "stdnum/lib/esm/de/idnr.js";
import { validate as deStnr } from "stdnum/lib/esm/de/stnr.js";
import { validate as deSvnr } from "stdnum/lib/esm/de/svnr.js";
import { validate as dkCpr } from "stdnum/lib/esm/dk/cpr.js";
import { validate as doCedula } from "stdnum/lib/esm/do/cedula.js";
import { validate as dzNif } from "stdnum/lib/esm/dz/nif.js";
import { validate as ecCi } from "stdnum/lib/esm/ec/ci.js";
import { validate as ecRuc } from "stdnum/lib/esm/ec/ruc.js";
import { validate as eeIk } from "stdnum/lib/esm/ee/ik.js";
import { validate as esDni } from "stdnum/lib/esm/es/dni.js";
import { validate as esNie } from "stdnum/lib/esm/es/nie.js";
import { validate as esNss } from "stdnum/lib/esm/es/nss.js";
import { validate as fiHetu } from "stdnum/lib/esm/fi/hetu.js";
import { validate as frNif } from "stdnum/lib/esm/fr/nif.js";
import { validate as frNir } from "stdnum/lib/esm/fr/nir.js";
import { validate as gbNino } from "stdnum/lib/esm/gb/nino.js";
import { validate as gbUtr } from "stdnum/lib/esm/gb/utr.js";
import { validate as ghTin } from "stdnum/lib/esm/gh/tin.js";
import { validate as grAmka } from "stdnum/lib/esm/gr/amka.js";
import { validate as grVat } from "stdnum/lib/esm/gr/vat.js";
import { validate as gtCui } from "stdnum/lib/esm/gt/cui.js";
import { validate as hkHkid } from "stdnum/lib/esm/hk/hkid.js";
import { validate as hrOib } from "stdnum/lib/esm/hr/oib.js";
import { validate as idNpwp } from "stdnum/lib/esm/id/npwp.js";
import { validate as iePps } from "stdnum/lib/esm/ie/pps.js";
import { validate as ilIdnr } from "stdnum/lib/esm/il/idnr.js";
import { validate as inAadhaar } from "stdnum/lib/esm/in/aadhaar.js";
import { validate as inEpic } from "stdnum/lib/esm/in/epic.js";
import { validate as inPan } from "stdnum/lib/esm/in/pan.js";
import { validate as isKennitala } from "stdnum/lib/esm/is/kennitala.js";
import { validate as itCodicefiscale } from "stdnum/lib/esm/it/codicefiscale.js";
import { validate as kePin } from "stdnum/lib/esm/ke/pin.js";
import { validate as krRrn } from "stdnum/lib/esm/kr/rrn.js";
import { validate as liPeid } from "stdnum/lib/esm/li/peid.js";
import { validate as ltAsmens } from "stdnum/lib/esm/lt/asmens.js";
import { validate as lvPvn } from "stdnum/lib/esm/lv/pvn.js";
import { validate as meJmbg } from "stdnum/lib/esm/me/jmbg.js";
import { validate as mkJmbg } from "stdnum/lib/esm/mk/jmbg.js";
import { validate as muNid } from "stdnum/lib/esm/mu/nid.js";
import { validate as mxCurp } from "stdnum/lib/esm/mx/curp.js";
import { validate as mxRfc } from "stdnum/lib/esm/mx/rfc.js";
import { validate as myNric } from "stdnum/lib/esm/my/nric.js";
import { validate as mzNuit } from "stdnum/lib/esm/mz/nuit.js";
import { validate as nlBsn } from "stdnum/lib/esm/nl/bsn.js";
import { validate as noFodselsnummer } from "stdnum/lib/esm/no/fodselsnummer.js";
import { validate as nzIrd } from "stdnum/lib/esm/nz/ird.js";
import { validate as peCe } from "stdnum/lib/esm/pe/ce.js";
import { validate as peCui } from "stdnum/lib/esm/pe/cui.js";
import { validate as pkCnic } from "stdnum/lib/esm/pk/cnic.js";
import { validate as plNip } from "stdnum/lib/esm/pl/nip.js";
import { validate as plPesel } from "stdnum/lib/esm/pl/pesel.js";
import { validate as ptCc } from "stdnum/lib/esm/pt/cc.js";
import { validate as ptNif } from "stdnum/lib/esm/pt/nif.js";
import { validate as pyRuc } from "stdnum/lib/esm/py/ruc.js";
import { validate as roCnp } from "stdnum/lib/esm/ro/cnp.js";
import { validate as rsJmbg } from "stdnum/lib/esm/rs/jmbg.js";
import { validate as ruInn } from "stdnum/lib/esm/ru/inn.js";
import { validate as sePersonnummer } from "stdnum/lib/esm/se/personnummer.js";
import { validate as siEmso } from "stdnum/lib/esm/si/emso.js";
import { validate as skRc } from "stdnum/lib/esm/sk/rc.js";
import { validate as svNit } from "stdnum/lib/esm/sv/nit.js";
import { validate as thIdnr } from "stdnum/lib/esm/th/idnr.js";
import { validate as trTckimlik } from "stdnum/lib/esm/tr/tckimlik.js";
import { validate as twNatid } from "stdnum/lib/esm/tw/natid.js";
import { validate as twUi } from "stdnum/lib/esm/tw/ui.js";
import { validate as uaRntrc } from "stdnum/lib/esm/ua/rntrc.js";
import { validate as usSsn } from "stdnum/lib/esm/us/ssn.js";
import { validate as uyCedula } from "stdnum/lib/esm/uy/cedula.js";
import { validate as veRif } from "stdnum/lib/esm/ve/rif.js";
import { validate as vnMst } from "stdnum/lib/esm/vn/mst.js";
import { validate as zaIdnr } from "stdnum/lib/esm/za/idnr.js";
import { validate as zaTin } from "stdnum/lib/esm/za/tin.js";
import type { Validator } from "../recognizer.ts";

/** V8's limit of what an error tells about where it was made. */
const errors = Error as { stackTraceLimit?: number };

/**
 * A check by `stdnum`, which follows the issuing authority's rule; what it throws or refuses is no number. It makes an
 * error for each number that it refuses: to tell where would cost many times the check, and nobody asks.
 */
function byStdnum(validate: (value: string) => { readonly isValid: boolean }): Validator {
  return (value) => {
    const { stackTraceLimit } = errors;
    if (stackTraceLimit !== undefined) errors.stackTraceLimit = 0;
    try {
      return validate(value.replace(/[.\u00A0]/g, "")).isValid;
    } catch {
      return false;
    } finally {
      if (stackTraceLimit !== undefined) errors.stackTraceLimit = stackTraceLimit;
    }
  };
}

/** National identity, tax and health numbers by `country-number`. */
export const stdnumValidators: Readonly<Record<string, Validator>> = {
  "ad-nrt": byStdnum(adNrt),
  "ao-bi": byStdnum(aoBi),
  "ar-cuit": byStdnum(arCuit),
  "ar-dni": byStdnum(arDni),
  "at-vnr": byStdnum(atVnr),
  "at-tin": byStdnum(atTin),
  "au-tfn": byStdnum(auTfn),
  "au-abn": byStdnum(auAbn),
  "az-pin": byStdnum(azPin),
  "be-insz": byStdnum(beInsz),
  "bg-egn": byStdnum(bgEgn),
  "bg-pnf": byStdnum(bgPnf),
  "bo-ci": byStdnum(boCi),
  "br-cpf": byStdnum(brCpf),
  "by-unp": byStdnum(byUnp),
  "ca-sin": byStdnum(caSin),
  "ch-ssn": byStdnum(chSsn),
  "cl-run": byStdnum(clRun),
  "cn-ric": byStdnum(cnRic),
  "co-nit": byStdnum(coNit),
  "cr-cpf": byStdnum(crCpf),
  "cr-cr": byStdnum(crCr),
  "cu-ni": byStdnum(cuNi),
  "cz-rc": byStdnum(czRc),
  "de-idnr": byStdnum(deIdnr),
  "de-svnr": byStdnum(deSvnr),
  "de-stnr": byStdnum(deStnr),
  "dk-cpr": byStdnum(dkCpr),
  "do-cedula": byStdnum(doCedula),
  "ec-ci": byStdnum(ecCi),
  "ee-ik": byStdnum(eeIk),
  "es-dni": byStdnum(esDni),
  "es-nie": byStdnum(esNie),
  "es-nss": byStdnum(esNss),
  "fi-hetu": byStdnum(fiHetu),
  "fr-nif": byStdnum(frNif),
  "fr-nir": byStdnum(frNir),
  "gb-nino": byStdnum(gbNino),
  "gb-utr": byStdnum(gbUtr),
  "gr-amka": byStdnum(grAmka),
  "gr-vat": byStdnum(grVat),
  "gt-cui": byStdnum(gtCui),
  "hk-hkid": byStdnum(hkHkid),
  "hr-oib": byStdnum(hrOib),
  "id-npwp": byStdnum(idNpwp),
  "ie-pps": byStdnum(iePps),
  "il-idnr": byStdnum(ilIdnr),
  "in-aadhaar": byStdnum(inAadhaar),
  "in-pan": byStdnum(inPan),
  "in-epic": byStdnum(inEpic),
  "is-kennitala": byStdnum(isKennitala),
  "it-codicefiscale": byStdnum(itCodicefiscale),
  "kr-rrn": byStdnum(krRrn),
  "lt-asmens": byStdnum(ltAsmens),
  "lv-pvn": byStdnum(lvPvn),
  "li-peid": byStdnum(liPeid),
  "me-jmbg": byStdnum(meJmbg),
  "mk-jmbg": byStdnum(mkJmbg),
  "ba-jmbg": byStdnum(baJmbg),
  "rs-jmbg": byStdnum(rsJmbg),
  "mu-nid": byStdnum(muNid),
  "mx-curp": byStdnum(mxCurp),
  "mx-rfc": byStdnum(mxRfc),
  "my-nric": byStdnum(myNric),
  "mz-nuit": byStdnum(mzNuit),
  "nl-bsn": byStdnum(nlBsn),
  "no-fodselsnummer": byStdnum(noFodselsnummer),
  "nz-ird": byStdnum(nzIrd),
  "pe-cui": byStdnum(peCui),
  "pe-ce": byStdnum(peCe),
  "pk-cnic": byStdnum(pkCnic),
  "pl-pesel": byStdnum(plPesel),
  "pl-nip": byStdnum(plNip),
  "pt-nif": byStdnum(ptNif),
  "pt-cc": byStdnum(ptCc),
  "py-ruc": byStdnum(pyRuc),
  "ro-cnp": byStdnum(roCnp),
  "ru-inn": byStdnum(ruInn),
  "se-personnummer": byStdnum(sePersonnummer),
  "si-emso": byStdnum(siEmso),
  "sk-rc": byStdnum(skRc),
  "sv-nit": byStdnum(svNit),
  "th-idnr": byStdnum(thIdnr),
  "tr-tckimlik": byStdnum(trTckimlik),
  "tw-natid": byStdnum(twNatid),
  "tw-ui": byStdnum(twUi),
  "ua-rntrc": byStdnum(uaRntrc),
  "us-ssn": byStdnum(usSsn),
  "uy-cedula": byStdnum(uyCedula),
  "ve-rif": byStdnum(veRif),
  "vn-mst": byStdnum(vnMst),
  "za-idnr": byStdnum(zaIdnr),
  "za-tin": byStdnum(zaTin),
  "az-tin": byStdnum(azTin),
  "dz-nif": byStdnum(dzNif),
  "ec-ruc": byStdnum(ecRuc),
  "gh-tin": byStdnum(ghTin),
  "ke-pin": byStdnum(kePin),
};
