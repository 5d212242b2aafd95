import type { Lexicon } from "./word-class.ts";

export const portuguese: Lexicon = {
  language: "pt",
  words: {
    title:
      "sr sra srª senhor senhora dona dom dr dra doutor doutora prof professor professora eng engenheiro padre frei são santo santa presidente presidenta capitão general coronel tio tia juiz",
    greeting: "olá oi caro cara prezado prezada querido querida bom boa obrigado obrigada estimado",
    closing: "cumprimentos atenciosamente cordialmente abraço abraços beijos saudações assinado",
    nameLabel:
      "nome apelido sobrenome paciente cliente passageiro destinatário remetente titular beneficiário segurado funcionário requerente réu autor inquilino contato contacto de para hóspede testemunha usuário utente",
    nameVerb: "chamo chama chamado chamada sou é",
    personVerb:
      "disse diz afirmou explicou declarou escreveu acrescentou respondeu anunciou garantiu é era foi tem vive mora trabalha joga jogou nasceu morreu casado casada ganhou considera defende",
    role: "presidente ministro ministra diretor diretora director chefe prefeito prefeita governador deputado deputada advogado advogada juiz juíza médico médica enfermeiro enfermeira professor professora ator atriz actor cantor cantora escritor escritora autor autora treinador técnico jogador porta-voz secretário secretária colega amigo amiga vizinho vizinha capitão gerente",
    kin: "mãe pai filho filha irmão irmã tio tia primo prima sobrinho sobrinha avó avô esposa esposo marido mulher",
    placePreposition: "em no na de do da desde a para até por perto",
    placeVerb:
      "moro mora vivo vive nascido nascida nasci residente reside resido domiciliado voo viagem viajar mudei natural situado localizado",
    placeLabel:
      "cidade vila município província região país estado capital bairro localidade lugar ilha rio lago distrito concelho freguesia",
    organization:
      "sa lda ltda s.a empresa banco universidade faculdade escola instituto hospital clínica associação fundação ministério partido sindicato grupo tribunal câmara prefeitura seguros companhia jornal clube fc ec museu supremo polícia",
    streetPrefix:
      "rua avenida av travessa praça largo estrada alameda rodovia beco calçada praceta ladeira quinta urbanização viela",
    unit: "apartamento apto ap andar bloco casa sala caixa lote esq dto lj fração conjunto",
    addressLabel: "endereço morada residência residente moro mora entrega cobrança cep código postal",
    calendar:
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo segunda terça quarta quinta sexta hoje amanhã ontem natal",
    connector: "de da do das dos e",
    article:
      "o a os as um uma uns umas do da dos das no na nos nas ao à este esta esse essa meu minha seu sua nosso nossa",
    conjunction: "e ou mas nem",
    pronoun: "eu tu ele ela nós vós eles elas você vocês me te se lhe quem",
    grammar:
      "é são era não que com por para sem sobre como se quando mais muito também já há está estão ser estar tem têm foi mas porque entre onde sim pelo pela num numa",
    personPreposition: "por com a de para segundo contra e pelo pela",
    direction: "norte sul leste oeste este",
  },
};
