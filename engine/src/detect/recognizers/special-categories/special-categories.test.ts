import assert from "node:assert/strict";
import type { Detector } from "../../../model/index.ts";
import { createDetector } from "../../detector.ts";

/** Texts with the type and the words to be found in each; an empty list where nothing may be found. */
const cases: Readonly<
  Record<string, { readonly hits: readonly (readonly [string, string])[]; readonly misses: readonly string[] }>
> = {
  HEALTH_CONDITION: {
    hits: [
      ["I was diagnosed with type 2 diabetes last year.", "type 2 diabetes"],
      ["My sister suffers from chronic migraines.", "chronic migraines"],
      ["He tested positive for HIV in 2012.", "HIV"],
      ["Patient with a history of asthma.", "asthma"],
      ["She has epilepsy and cannot drive.", "epilepsy"],
      ["Diagnosis: multiple sclerosis", "multiple sclerosis"],
      ["I've got appendicitis and need to cancel.", "appendicitis"],
      ["Ich leide unter Depressionen.", "Depressionen"],
      ["Er ist erkrankt an Tuberkulose.", "Tuberkulose"],
      ["Elle souffre d'asthme.", "asthme"],
      ["Paciente diagnosticado de esquizofrenia.", "esquizofrenia"],
      ["Soffro di celiachia da anni.", "celiachia"],
      ["Tenho hipertensão.", "hipertensão"],
      ["Zij lijdt aan reuma.", "reuma"],
    ],
    misses: [
      "The foundation pays for cancer research.",
      "I have a question about my invoice.",
      "The stroke width of the icon is 2.",
      "Diabetes is a chronic disease.",
      "How is asthma treated?",
      "I have 3 apples and a thesis to finish.",
      "The sharpness of the image is good.",
      "World AIDS Day is on 1 December.",
      "There is a depression over the North Sea.",
      "Our server had an outage.",
      "The patient has arrived.",
      "Diagnosis: printer out of paper",
    ],
  },
  RELIGION: {
    hits: [
      ["She is a devout Catholic.", "devout Catholic"],
      ["I am Muslim and do not eat pork.", "Muslim"],
      ["Religion: Hindu", "Hindu"],
      ["He converted to Judaism in 1999.", "Judaism"],
      ["I'm an atheist.", "an atheist"],
      ["As a practicing Buddhist I meditate.", "practicing Buddhist"],
      ["We are Mormon.", "Mormon"],
      ["Konfession: evangelisch", "evangelisch"],
      ["Ich bin katholisch.", "katholisch"],
      ["Je suis musulman.", "musulman"],
      ["Soy católica.", "católica"],
      ["Sou ateu.", "ateu"],
      ["Ik ben gereformeerd.", "gereformeerd"],
    ],
    misses: [
      "The Catholic church in town was built in 1850.",
      "Islam is a world religion.",
      "Christian Dior opened a shop.",
      "The Buddhist temple is closed on Mondays.",
      "He studies the history of Judaism.",
      "The museum shows Hindu art.",
      "Christmas is on a Monday.",
      "I am tired.",
      "Is there a Jewish museum near here?",
      "The Protestant Reformation began in 1517.",
      "We are open on Sundays.",
      "The orthodox approach is slower.",
    ],
  },
  POLITICAL_OPINION: {
    hits: [
      ["I voted for the Green Party.", "the Green Party"],
      ["She is a registered Democrat.", "registered Democrat"],
      ["He is a staunch conservative.", "staunch conservative"],
      ["Party affiliation: Republican", "Republican"],
      ["I'm a socialist.", "socialist"],
      ["She campaigned for Labour.", "Labour"],
      ["He is a member of the Communist Party.", "Communist Party"],
      ["Ich wähle die SPD.", "SPD"],
      ["Sie ist Mitglied der CDU.", "CDU"],
      ["Il est membre du Rassemblement National.", "Rassemblement National"],
      ["Es militante del PSOE.", "PSOE"],
      ["Hij stemt op GroenLinks.", "GroenLinks"],
    ],
    misses: [
      "A conservative estimate is 300 units.",
      "The Labour Court dismissed the claim.",
      "The Green Party won four seats.",
      "Please vote for your favourite colour.",
      "The CDU met in Berlin.",
      "Liberal amounts of butter.",
      "He supports the team.",
      "She is a member of the board.",
      "Democracy is a form of government.",
      "We registered the domain.",
      "Labour costs rose.",
      "The republican era began in 1912.",
    ],
  },
  SEXUAL_ORIENTATION: {
    hits: [
      ["He came out as gay.", "gay"],
      ["I am a lesbian.", "lesbian"],
      ["She is bisexual.", "bisexual"],
      ["Sexual orientation: heterosexual", "heterosexual"],
      ["They identify as queer.", "queer"],
      ["I'm transgender and want to change my name.", "transgender"],
      ["Being asexual is not a phase for me.", "asexual"],
      ["Ich bin schwul.", "schwul"],
      ["Elle est lesbienne.", "lesbienne"],
      ["Soy homosexual.", "homosexual"],
      ["Sono lesbica.", "lesbica"],
      ["Sou bissexual.", "bissexual"],
    ],
    misses: [
      "Go straight ahead.",
      "I am straight up tired.",
      "The page orientation is portrait.",
      "The Gay-Lussac law describes gases.",
      "The newsletter is bi-weekly.",
      "Trans fats are unhealthy.",
      "It is a straight line.",
      "Let me get straight to the point.",
      "Pride is in June.",
      "The museum of gay history opened.",
      "He has a straight answer.",
      "I am from the Bay Area.",
    ],
  },
  UNION_MEMBERSHIP: {
    hits: [
      ["She is a member of the Teamsters.", "Teamsters"],
      ["I joined the UAW last spring.", "UAW"],
      ["Trade union: UNISON", "UNISON"],
      ["He is a shop steward for UNISON.", "UNISON"],
      ["I pay union dues to SEIU.", "SEIU"],
      ["He is a member of a trade union.", "a trade union"],
      ["Ich bin Mitglied der IG Metall.", "IG Metall"],
      ["Gewerkschaft: ver.di", "ver.di"],
      ["Je suis membre de la CGT.", "CGT"],
      ["Está afiliada a CCOO.", "CCOO"],
      ["È iscritto alla CGIL.", "CGIL"],
      ["Zij is lid van de FNV.", "FNV"],
    ],
    misses: [
      "Germany is a member of the European Union.",
      "I opened an account with a credit union.",
      "The union of the two sets is empty.",
      "Use a union type in TypeScript.",
      "Meet me at Union Square.",
      "He is a member of the board.",
      "The student union organises a party.",
      "Western Union charges a fee.",
      "SELECT a FROM x UNION SELECT b FROM y",
      "The Soviet Union collapsed in 1991.",
      "Unions negotiate wages.",
      "I joined the meeting late.",
    ],
  },
  AGE: {
    hits: [
      ["The patient is a 65-year-old male.", "65"],
      ["My grandmother is 91 years old.", "91"],
      ["Age: 34", "34"],
      ["She was aged 17 at the time.", "17"],
      ["I turned 40 last week.", "40"],
      ["54 y/o female with chest pain", "54"],
      ["Paciente de 70 años de edad.", "70"],
      ["Edad: 70 años", "70"],
      ["Er ist 23 Jahre alt.", "23"],
      ["Âge : 52", "52"],
      ["Ha compiuto 18 anni.", "18"],
      ["Hij is 33 jaar oud.", "33"],
      ["Tem 29 anos de idade.", "29"],
    ],
    misses: [
      "The contract runs for 3 years.",
      "Turn 90 degrees to the left.",
      "I am 100 % sure.",
      "I am 5 minutes late.",
      "The wine has 12 % alcohol.",
      "Python 3 is required.",
      "Chapter 12 begins here.",
      "Page: 34",
      "The stage is 20 metres wide.",
      "Message 65 was deleted.",
      "I'm 3 km away.",
      "We shipped 17 boxes.",
    ],
  },
};

describe("special categories and age", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector();
  });
  const found = (text: string, type: string) =>
    detector.detect(text, { types: [type] }).map(({ start, end }) => text.slice(start, end));

  for (const [type, { hits, misses }] of Object.entries(cases)) {
    for (const [text, value] of hits) {
      it(`${type}: ${text}`, () => {
        const values = found(text, type);
        assert.equal(values.length, 1, `found ${JSON.stringify(values)}`);
        assert.ok(values[0]!.toLowerCase().endsWith(value.toLowerCase()), `found ${JSON.stringify(values)}`);
      });
    }
    for (const text of misses) it(`no ${type}: ${text}`, () => assert.deepEqual(found(text, type), []));
  }
});
