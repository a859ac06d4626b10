### What the bot says during a screening. The voice is told in prompts/README.md.

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = Je n'ai pas conservé ce texte : il nomme peut-être quelqu'un, et un rôle suffit ici. Pourriez-vous l'écrire à nouveau avec « l'invité » ou « la personne qui dirige le projet » à la place du nom ?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = Je n'ai pas conservé ce texte : on dirait une adresse, un numéro ou une page personnelle. Un rôle suffit ici, par exemple « l'invité » ou « notre contact chez le partenaire ». Pourriez-vous l'écrire à nouveau ainsi ?

# The same, for what looks like a CV.
screen-guard-cv = Je n'ai pas conservé ce texte : on dirait un CV, et cet examen porte sur un projet, pas sur une personne. Une phrase suffit : sur quoi l'invité ou l'équipe travaillerait, et à quoi ils auraient accès.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = Je n'ai pas conservé ce texte : il contient peut-être un numéro ou une date qui identifie quelqu'un. Cet examen n'en a pas besoin. Pourriez-vous l'écrire à nouveau avec un rôle, par exemple « l'invité » ou « la candidate » ?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = Je n'ai pas conservé ce texte : le pays d'où vient une personne ne joue aucun rôle dans cet examen et n'y change rien. Pourriez-vous l'écrire à nouveau avec un rôle, par exemple « l'invité » ? Vous pouvez dire où une organisation est établie.
