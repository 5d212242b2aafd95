import type { Lexicon } from "./word-class.ts";

export const french: Lexicon = {
  language: "fr",
  words: {
    title:
      "m mme mlle monsieur madame mademoiselle messieurs dr pr docteur professeur me maître mgr père sœur saint sainte président présidente capitaine commandant général colonel oncle tante juge",
    greeting: "bonjour salut cher chère bonsoir merci coucou chers allô",
    closing: "cordialement salutations sincèrement bises bisous amicalement respectueusement bien",
    nameLabel:
      "nom prénom patient patiente client cliente passager destinataire expéditeur titulaire bénéficiaire assuré assurée salarié demandeur défendeur locataire contact auteur de à signataire employé employée témoin requérant requérante",
    nameVerb: "appelle appelé appelée nommé nommée suis est s'appelle dénommé",
    personVerb:
      "dit disait déclaré déclare affirme expliqué explique écrit ajouté répondu annoncé estime a était est sera vit travaille joue joué né née mort marié gagné remporté souligne précise rappelle",
    role: "président présidente ministre directeur directrice chef maire avocat avocate juge médecin infirmière infirmier professeur enseignant acteur actrice chanteur chanteuse écrivain auteur réalisateur réalisatrice entraîneur joueur joueuse porte-parole secrétaire député députée collègue ami amie voisin voisine capitaine patron requérant requérante gérant gérante",
    kin: "mère père fils fille frère sœur oncle tante cousin cousine neveu nièce grand-mère grand-père mari femme épouse époux papa maman enfant",
    placePreposition: "à en au aux dans de vers chez depuis près du",
    placeVerb:
      "habite habitant vis vit né née réside résidant domicilié domiciliée demeurant vol voyage situé situé basée basé originaire installé",
    placeLabel:
      "ville commune village département région pays province capitale quartier lieu île fleuve rivière lac mont état",
    organization:
      "sa sarl sas société banque université lycée école hôpital clinique association fondation ministère conseil parti syndicat groupe institut tribunal mairie assurance compagnie journal fc club musée cour cabinet",
    streetPrefix:
      "rue avenue av boulevard bd place chemin allée allées impasse quai route cours passage square sentier faubourg ruelle esplanade rond-point résidence lotissement voie villa",
    unit: "appartement appt apt bâtiment bât étage escalier bp porte résidence boîte",
    addressLabel: "adresse domicile domicilié domiciliée demeurant habite réside livraison facturation code postal",
    calendar:
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche hier demain pâques noël aujourd'hui",
    connector: "de du des la le les d et l",
    article: "le la les l un une des du au aux ce cet cette ces mon ma mes son sa ses notre nos votre vos leur leurs",
    conjunction: "et ou mais ni",
    pronoun: "je tu il elle nous vous ils elles on me te se lui moi toi qui",
    grammar:
      "est sont était pas ne plus que qui dont où pour par sur sous avec sans comme si quand très bien aussi être avoir fait été ont ai peut c d qu n s j y merci oui non",
    personPreposition: "par avec à de pour chez selon contre et d",
    direction: "nord sud est ouest",
  },
};
