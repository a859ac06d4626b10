### What the bot says during a screening. The voice is told in prompts/README.md.

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = Das habe ich nicht aufbewahrt: Es nennt vielleicht jemanden beim Namen, und eine Rolle genügt hier. Möchten Sie es noch einmal schreiben, mit „der Gast“ oder „die Projektleitung“ statt des Namens?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = Das habe ich nicht aufbewahrt: Es sieht nach einer Adresse, einer Nummer oder einer persönlichen Seite aus. Eine Rolle genügt hier, etwa „der Gast“ oder „unser Kontakt beim Partner“. Möchten Sie es noch einmal so schreiben?

# The same, for what looks like a CV.
screen-guard-cv = Das habe ich nicht aufbewahrt: Es sieht nach einem Lebenslauf aus, und dieses Screening wägt einen Plan ab, keinen Menschen. Ein Satz genügt: woran der Gast oder das Team arbeiten würde und wozu Zugang bestünde.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = Das habe ich nicht aufbewahrt: Es enthält vielleicht eine Nummer oder ein Datum, woran jemand zu erkennen ist. Dieses Screening braucht das nicht. Möchten Sie es noch einmal mit einer Rolle schreiben, etwa „der Gast“ oder „die Bewerbung“?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = Das habe ich nicht aufbewahrt: Woher ein Mensch kommt, spielt in diesem Screening keine Rolle und ändert nichts daran. Möchten Sie es noch einmal mit einer Rolle schreiben, etwa „der Gast“? Wo eine Einrichtung ihren Sitz hat, dürfen Sie nennen.
