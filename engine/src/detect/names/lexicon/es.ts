import type { Lexicon } from "./word-class.ts";

export const spanish: Lexicon = {
  language: "es",
  words: {
    title:
      "sr sra srta señor señora señorita don doña d dª dr dra doctor doctora prof profesor profesora lic licenciado ing ingeniero padre fray san santa presidente presidenta capitán general coronel tío tía juez",
    greeting: "hola estimado estimada querido querida buenos buenas gracias apreciado apreciada",
    closing: "saludos atentamente cordialmente abrazo besos sinceramente afectuosamente firmado",
    nameLabel:
      "nombre apellido apellidos paciente cliente clienta pasajero destinatario remitente titular beneficiario asegurado empleado solicitante demandante demandado inquilino contacto médico autor de para huésped trabajador testigo remitido remite usuario nif",
    nameVerb: "llamo llama llamado llamada soy es apodado nombrado",
    personVerb:
      "dijo dice afirmó explicó declaró escribió añadió respondió anunció aseguró señaló es era fue ha había vive trabaja juega jugó nació murió casado casada ganó indicó manifestó refiere acude presenta",
    role: "presidente presidenta ministro ministra director directora jefe jefa alcalde alcaldesa abogado abogada juez jueza médico médica enfermero enfermera profesor profesora actor actriz cantante escritor escritora autor autora entrenador jugador jugadora portavoz secretario secretaria diputado diputada colega amigo amiga vecino vecina capitán gerente doctor doctora",
    kin: "madre padre hijo hija hermano hermana tío tía primo prima sobrino sobrina abuela abuelo esposa esposo marido mujer mamá papá niño niña",
    placePreposition: "en de desde a hacia hasta por cerca",
    placeVerb:
      "vivo vive viven nacido nacida nací residente reside resido domiciliado domiciliada vuelo viaje viajar mudé natural procedente situado ubicado",
    placeLabel:
      "ciudad pueblo municipio provincia región país estado comunidad capital barrio localidad lugar isla río lago distrito población",
    organization:
      "sa sl srl s.a s.l empresa banco universidad colegio instituto hospital clínica asociación fundación ministerio partido sindicato grupo tribunal ayuntamiento seguros compañía periódico club cf centro museo servicio unidad",
    streetPrefix:
      "calle c/ avenida avda av plaza pza paseo camino carretera ctra ronda travesía callejón glorieta rambla bulevar vía pasaje urbanización urb cl barrio polígono calzada jirón colonia",
    unit: "piso puerta bloque escalera portal apartado planta izquierda derecha apto apartamento local edificio esc pta izq dcha bajo",
    addressLabel:
      "dirección domicilio domiciliado domiciliada reside vivo vive entrega envío facturación código postal cp",
    calendar:
      "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo hoy mañana ayer navidad",
    connector: "de del la las los y e san santa da",
    article: "el la los las un una unos unas del al este esta estos estas ese esa mi mis su sus tu tus nuestro nuestra",
    conjunction: "y e o u pero ni",
    pronoun: "yo tú él ella nosotros ustedes usted ellos ellas me te se lo le les nos quien",
    grammar:
      "es son era no que con por para sin sobre como si cuando más muy también ya hay está están ser estar ha han he fue pero porque entre desde donde gracias sí",
    personPreposition: "por con a de para según contra y",
    direction: "norte sur este oeste",
  },
};
